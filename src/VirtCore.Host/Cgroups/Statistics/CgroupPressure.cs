namespace VirtCore.Host;

/// <summary>What a pressure file says: how much time processes lost as they had to wait for the CPU, memory, I/O or interrupts.</summary>
/// <remarks>
/// See <see href="https://docs.kernel.org/accounting/psi.html">pressure stall information</see>, Linux 4.20. What the kernel does not say is null.
/// </remarks>
public readonly struct CgroupPressure
{
    private static readonly KeyTable s_keys = new('=', "avg10", "avg60", "avg300", "total");

    private CgroupPressure(CgroupPressureLine? some, CgroupPressureLine? full) => (Some, Full) = (some, full);

    /// <summary><c>some</c>: at least one process waited. <c>irq.pressure</c> does not have it.</summary>
    public CgroupPressureLine? Some { get; }

    /// <summary><c>full</c>: all that had something to do waited. <c>cpu.pressure</c> has it from Linux 5.13.</summary>
    public CgroupPressureLine? Full { get; }

    /// <summary>Reads the text of the file. Lines and keys that are not known are passed over.</summary>
    /// <returns>False when it is none.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupPressure pressure)
    {
        pressure = default;
        CgroupPressureLine? some = null;
        CgroupPressureLine? full = null;
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (cursor.TryTake("some "u8))
            {
                if (!TryTakeLine(ref cursor, out CgroupPressureLine line))
                    return false;
                some = line;
            }
            else if (cursor.TryTake("full "u8))
            {
                if (!TryTakeLine(ref cursor, out CgroupPressureLine line))
                    return false;
                full = line;
            }
            else if (!cursor.TryTakeLine(out _))
            {
                return false;
            }
        }

        pressure = new CgroupPressure(some, full);
        return true;
    }

    private static bool TryTakeLine(ref KernelText cursor, out CgroupPressureLine line)
    {
        line = default;
        Span<long> values = stackalloc long[4];
        int previous = s_keys.Count;
        while (!cursor.TryTake((byte)'\n'))
        {
            int slot = s_keys.Match(cursor.Rest, previous, out int length);
            if (slot < 0)
            {
                if (!cursor.TryTakeWord(out _))
                    return false;
            }
            else
            {
                cursor.Skip(length);
                previous = slot;
                if (!(slot == 3 ? cursor.TryTakeNumber(out values[slot]) : cursor.TryTakeHundredths(out values[slot])) || values[slot] > uint.MaxValue && slot != 3)
                    return false;
            }

            _ = cursor.TryTake((byte)' ');
        }

        line = new CgroupPressureLine((uint)values[0], (uint)values[1], (uint)values[2], values[3]);
        return true;
    }
}
