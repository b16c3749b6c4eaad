using System.Globalization;
using System.Text;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>The <c>memory</c> controller of a cgroup: what it is protected from, and what it may use.</summary>
/// <remarks>
/// <para>All in bytes; the kernel rounds down to whole pages.</para>
/// <para>
/// Thread-safe. Every method throws <see cref="NotSupportedException"/> where its file is not there, with the reason, and <see cref="KernelException"/> where the
/// kernel refuses the value, which is in the text. The swap files are also missing where the kernel counts no swap. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#memory">memory</see>, Linux 4.5.
/// </para>
/// </remarks>
public sealed class CgroupMemory
{
    private const string ReclaimFile = "memory.reclaim";

    private readonly CgroupV2 _cgroup;

    internal CgroupMemory(CgroupV2 cgroup) => _cgroup = cgroup;

    /// <summary>Reads <c>memory.current</c>: what is charged to it and those below it.</summary>
    public long ReadCurrentBytes() => _cgroup.ReadNumber("memory.current");

    /// <summary>Reads <c>memory.min</c>: what is never reclaimed from it (Linux 4.18).</summary>
    public CgroupLimit ReadMin() => _cgroup.ReadLimit("memory.min");

    /// <summary>Writes <c>memory.min</c>. Where it cannot be kept, processes are killed for it (Linux 4.18).</summary>
    public void WriteMin(CgroupLimit bytes) => _cgroup.WriteLimit("memory.min", bytes);

    /// <summary>Reads <c>memory.low</c>: what is reclaimed only when others have nothing left.</summary>
    public CgroupLimit ReadLow() => _cgroup.ReadLimit("memory.low");

    /// <summary>Writes <c>memory.low</c>.</summary>
    public void WriteLow(CgroupLimit bytes) => _cgroup.WriteLimit("memory.low", bytes);

    /// <summary>Reads <c>memory.high</c>: above it, its processes are slowed down and reclaim; nobody is killed.</summary>
    public CgroupLimit ReadHigh() => _cgroup.ReadLimit("memory.high");

    /// <summary>Writes <c>memory.high</c>. Below the present use, this call itself reclaims, which takes its time.</summary>
    public void WriteHigh(CgroupLimit bytes) => _cgroup.WriteLimit("memory.high", bytes);

    /// <summary>Reads <c>memory.max</c>: the hard limit.</summary>
    public CgroupLimit ReadMax() => _cgroup.ReadLimit("memory.max");

    /// <summary>Writes <c>memory.max</c>. Below the present use, this call itself reclaims, and kills when that does not suffice.</summary>
    public void WriteMax(CgroupLimit bytes) => _cgroup.WriteLimit("memory.max", bytes);

    /// <summary>Reads <c>memory.oom.group</c>: whether all its processes are killed together when one is for want of memory (Linux 4.19).</summary>
    public bool ReadOutOfMemoryGroup() => _cgroup.ReadSwitch("memory.oom.group");

    /// <summary>Writes <c>memory.oom.group</c> (Linux 4.19).</summary>
    public void WriteOutOfMemoryGroup(bool together) => _cgroup.WriteSwitch("memory.oom.group", together);

    /// <summary>Reclaims memory from it now, as much as is wanted: <c>memory.reclaim</c> (Linux 5.19).</summary>
    /// <param name="bytes">How much.</param>
    /// <param name="swappiness">How much rather anonymous memory than page cache, 0 to 200; null for the kernel's own (Linux 6.9).</param>
    /// <returns>False when the kernel found less than that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A number is negative.</exception>
    public bool Reclaim(long bytes, int? swappiness = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(bytes);
        ArgumentOutOfRangeException.ThrowIfNegative(swappiness ?? 0, nameof(swappiness));
        string value = swappiness is null
            ? bytes.ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{bytes} swappiness={swappiness}");
        int error = _cgroup.TryWrite(ReclaimFile, Encoding.UTF8.GetBytes(value));
        return error switch
        {
            0 => true,
            Errnos.EAGAIN => false,
            Errnos.EINVAL when swappiness is <= 200 => throw new NotSupportedException(
                $"{_cgroup.FilePath(ReclaimFile)} does not take \"{value}\": swappiness came with Linux 6.9."),
            _ => throw _cgroup.Refused("write", ReclaimFile, error, value),
        };
    }

    /// <summary>Reads <c>memory.peak</c>: the most that it has used since it was made (Linux 5.19).</summary>
    public long ReadPeakBytes() => _cgroup.ReadNumber("memory.peak");

    /// <summary>Opens <c>memory.peak</c>, to measure the most that is used from some moment on (Linux 6.12 for <see cref="MemoryPeak.Reset"/>).</summary>
    public MemoryPeak OpenPeak() => new(_cgroup, "memory.peak");

    /// <summary>Reads <c>memory.events</c>.</summary>
    public CgroupMemoryEvents ReadEvents() => _cgroup.Read<CgroupMemoryEvents>("memory.events", TryParseEvents);

    /// <summary>Reads <c>memory.events.local</c>: the cgroup alone, without those below it (Linux 5.2).</summary>
    public CgroupMemoryEvents ReadLocalEvents() => _cgroup.Read<CgroupMemoryEvents>("memory.events.local", TryParseEvents);

    /// <summary>Reads <c>memory.stat</c>.</summary>
    public CgroupMemoryStatistics ReadStatistics() => _cgroup.Read<CgroupMemoryStatistics>("memory.stat", CgroupMemoryStatistics.TryParse);

    /// <summary>Reads <c>memory.swap.current</c>.</summary>
    public long ReadSwapCurrentBytes() => _cgroup.ReadNumber("memory.swap.current");

    /// <summary>Reads <c>memory.swap.high</c>: above it, its processes are slowed down (Linux 5.8).</summary>
    public CgroupLimit ReadSwapHigh() => _cgroup.ReadLimit("memory.swap.high");

    /// <summary>Writes <c>memory.swap.high</c> (Linux 5.8).</summary>
    public void WriteSwapHigh(CgroupLimit bytes) => _cgroup.WriteLimit("memory.swap.high", bytes);

    /// <summary>Reads <c>memory.swap.max</c>: the hard limit of its swap.</summary>
    public CgroupLimit ReadSwapMax() => _cgroup.ReadLimit("memory.swap.max");

    /// <summary>Writes <c>memory.swap.max</c>. 0 keeps it out of swap; what is there already stays.</summary>
    public void WriteSwapMax(CgroupLimit bytes) => _cgroup.WriteLimit("memory.swap.max", bytes);

    /// <summary>Reads <c>memory.swap.peak</c>: the most swap that it has used since it was made (Linux 6.5).</summary>
    public long ReadSwapPeakBytes() => _cgroup.ReadNumber("memory.swap.peak");

    /// <summary>Opens <c>memory.swap.peak</c>, to measure the most that is used from some moment on (Linux 6.5, and 6.12 for <see cref="MemoryPeak.Reset"/>).</summary>
    public MemoryPeak OpenSwapPeak() => new(_cgroup, "memory.swap.peak");

    /// <summary>Reads <c>memory.swap.events</c> (Linux 4.18).</summary>
    public CgroupSwapEvents ReadSwapEvents() => _cgroup.Read<CgroupSwapEvents>("memory.swap.events", CgroupSwapEvents.TryParse);

    /// <summary>Reads <c>memory.zswap.current</c>: what its compressed pages take (Linux 5.19).</summary>
    public long ReadZswapCurrentBytes() => _cgroup.ReadNumber("memory.zswap.current");

    /// <summary>Reads <c>memory.zswap.max</c>: the hard limit of that (Linux 5.19).</summary>
    public CgroupLimit ReadZswapMax() => _cgroup.ReadLimit("memory.zswap.max");

    /// <summary>Writes <c>memory.zswap.max</c> (Linux 5.19).</summary>
    public void WriteZswapMax(CgroupLimit bytes) => _cgroup.WriteLimit("memory.zswap.max", bytes);

    /// <summary>Reads <c>memory.zswap.writeback</c>: whether zswap may write its pages to swap (Linux 6.8).</summary>
    public bool ReadZswapWriteback() => _cgroup.ReadSwitch("memory.zswap.writeback");

    /// <summary>Writes <c>memory.zswap.writeback</c> (Linux 6.8).</summary>
    public void WriteZswapWriteback(bool allowed) => _cgroup.WriteSwitch("memory.zswap.writeback", allowed);

    private static bool TryParseEvents(ReadOnlySpan<byte> text, out CgroupMemoryEvents events)
    {
        events = CgroupMemoryEvents.Parse(text);
        return true;
    }
}
