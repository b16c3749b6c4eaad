using System.Runtime.CompilerServices;

namespace VirtCore.Host;

/// <summary>A line of <c>io.stat</c>: what a cgroup and those below it did on one disk.</summary>
/// <remarks>
/// Counted since the cgroup was made; null is what this kernel does not say. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#io-interface-files">io.stat</see>, Linux 4.5.
/// </remarks>
public struct CgroupIoStatistics
{
    private const int VrateSlot = 6;

    // In the order of a current kernel.
    private static readonly KeyTable s_keys = new('=',
        "rbytes", "wbytes", "rios", "wios", "dbytes", "dios", "cost.vrate", "cost.usage", "cost.wait", "cost.indebt", "cost.indelay");

    private Values _values;

    /// <summary>Which disk.</summary>
    public BlockDeviceNumber Device { readonly get; private set; }

    /// <summary><c>rbytes</c>. Bytes read.</summary>
    public readonly long? ReadBytes => KeyTable.ValueOf(_values[0]);

    /// <summary><c>wbytes</c>. Bytes written.</summary>
    public readonly long? WrittenBytes => KeyTable.ValueOf(_values[1]);

    /// <summary><c>rios</c>. Read operations.</summary>
    public readonly long? ReadOperations => KeyTable.ValueOf(_values[2]);

    /// <summary><c>wios</c>. Write operations.</summary>
    public readonly long? WriteOperations => KeyTable.ValueOf(_values[3]);

    /// <summary><c>dbytes</c>. Bytes discarded (Linux 4.19).</summary>
    public readonly long? DiscardedBytes => KeyTable.ValueOf(_values[4]);

    /// <summary><c>dios</c>. Discard operations (Linux 4.19).</summary>
    public readonly long? DiscardOperations => KeyTable.ValueOf(_values[5]);

    /// <summary><c>cost.vrate</c>. How fast the cost model's clock runs, in per cent; at the root alone (Linux 5.10).</summary>
    public readonly double? CostRatePercent => KeyTable.ValueOf(_values[VrateSlot]) / 100.0;

    /// <summary><c>cost.usage</c>. Time that the disk spent for it by the cost model (Linux 5.10).</summary>
    public readonly TimeSpan? CostUsage => TimeOf(_values[7]);

    /// <summary><c>cost.wait</c>. Time that its requests waited for their turn (where the kernel debugs the cost model).</summary>
    public readonly TimeSpan? CostWait => TimeOf(_values[8]);

    /// <summary><c>cost.indebt</c>. Time in which it owed (where the kernel debugs the cost model).</summary>
    public readonly TimeSpan? CostInDebt => TimeOf(_values[9]);

    /// <summary><c>cost.indelay</c>. Time for which its processes were held back to pay (where the kernel debugs the cost model).</summary>
    public readonly TimeSpan? CostInDelay => TimeOf(_values[10]);

    /// <summary>Reads the text of the file. A disk on which nothing happened is passed over, as are unknown keys.</summary>
    /// <param name="text">The file.</param>
    /// <param name="devices">Room for the disks; those beyond it are counted only.</param>
    /// <param name="count">How many disks there are.</param>
    /// <returns>False when it is no such file.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, Span<CgroupIoStatistics> devices, out int count)
    {
        count = 0;
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            CgroupIoStatistics device = default;
            if (!BlockDeviceNumber.TryTake(ref cursor, out BlockDeviceNumber number))
            {
                // "(unknown)" for a disk that has just gone.
                if (!cursor.TryTakeLine(out _))
                    return false;
                continue;
            }

            device.Device = number;
            if (!device.TryTakeValues(ref cursor, out bool any))
                return false;
            if (!any)
                continue;
            if (count < devices.Length)
                devices[count] = device;
            count++;
        }

        return true;
    }

    // Up to the line's end; or, on kernels that leave that out behind a disk without values, up to the next disk's numbers.
    private bool TryTakeValues(ref KernelText cursor, out bool any)
    {
        any = false;
        int previous = s_keys.Count;
        while (true)
        {
            if (cursor.TryTake((byte)'\n'))
                return true;
            if (!cursor.TryTake((byte)' '))
                return false;
            if (cursor.TryTake((byte)'\n'))
                return true;
            int slot = s_keys.Match(cursor.Rest, previous, out int length);
            if (slot >= 0)
            {
                cursor.Skip(length);
                if (!(slot == VrateSlot ? cursor.TryTakeHundredths(out long value) : cursor.TryTakeNumber(out value)))
                    return false;
                _values[slot] = (ulong)value + 1;
                previous = slot;
                any = true;
            }
            else if (!any && !cursor.Rest.IsEmpty && char.IsAsciiDigit((char)cursor.Rest[0]))
            {
                return true;
            }
            else if (!cursor.TryTakeWord(out _))
            {
                return false;
            }
        }
    }

    private static TimeSpan? TimeOf(ulong kept) => KeyTable.ValueOf(kept) is { } value ? KernelTime.FromMicroseconds(value) : null;

    [InlineArray(11)]
    private struct Values
    {
        private ulong _first;
    }
}
