namespace VirtCore.Host;

/// <content>The readings.</content>
public sealed partial class CgroupStatistics
{
    /// <summary>Reads <c>cpu.stat</c>.</summary>
    public CgroupReading ReadCpu(out CgroupCpuStatistics statistics)
    {
        CgroupReading reading = Read(CgroupStatisticsFiles.Cpu, out ReadOnlySpan<byte> text);
        if (!CgroupCpuStatistics.TryParse(text, out statistics)) // of no text: all null
            throw Malformed(CgroupStatisticsFiles.Cpu, text);
        return reading;
    }

    /// <summary>Reads <c>memory.stat</c>. The kernel sums it up over all CPUs, so it is the dearest of the files.</summary>
    public CgroupReading ReadMemory(out CgroupMemoryStatistics statistics)
    {
        CgroupReading reading = Read(CgroupStatisticsFiles.Memory, out ReadOnlySpan<byte> text);
        if (!CgroupMemoryStatistics.TryParse(text, out statistics)) // of no text: all null
            throw Malformed(CgroupStatisticsFiles.Memory, text);
        return reading;
    }

    /// <summary>Reads <c>memory.events</c>.</summary>
    public CgroupReading ReadMemoryEvents(out CgroupMemoryEvents events)
    {
        CgroupReading reading = Read(CgroupStatisticsFiles.MemoryEvents, out ReadOnlySpan<byte> text);
        events = reading == CgroupReading.Done ? CgroupMemoryEvents.Parse(text) : default;
        return reading;
    }

    /// <summary>Reads <c>memory.swap.events</c>.</summary>
    public CgroupReading ReadSwapEvents(out CgroupSwapEvents events)
    {
        events = default;
        CgroupReading reading = Read(CgroupStatisticsFiles.SwapEvents, out ReadOnlySpan<byte> text);
        if (reading == CgroupReading.Done && !CgroupSwapEvents.TryParse(text, out events))
            throw Malformed(CgroupStatisticsFiles.SwapEvents, text);
        return reading;
    }

    /// <summary>Reads <c>memory.current</c>: all memory that is charged to the cgroup and those below it.</summary>
    public CgroupReading ReadMemoryCurrent(out long bytes) => ReadNumber(CgroupStatisticsFiles.MemoryCurrent, out bytes);

    /// <summary>Reads <c>memory.peak</c>: the most that <c>memory.current</c> has been (Linux 5.19).</summary>
    public CgroupReading ReadMemoryPeak(out long bytes) => ReadNumber(CgroupStatisticsFiles.MemoryPeak, out bytes);

    /// <summary>Reads <c>memory.swap.current</c>.</summary>
    public CgroupReading ReadSwapCurrent(out long bytes) => ReadNumber(CgroupStatisticsFiles.SwapCurrent, out bytes);

    /// <summary>Reads <c>memory.zswap.current</c> (Linux 5.19).</summary>
    public CgroupReading ReadZswapCurrent(out long bytes) => ReadNumber(CgroupStatisticsFiles.ZswapCurrent, out bytes);

    /// <summary>Reads <c>io.stat</c>: a line a disk.</summary>
    /// <param name="devices">Where they go; the order is the kernel's, and may change.</param>
    /// <param name="count">How many disks there are. When that is more than there was room for, the rest is not given.</param>
    public CgroupReading ReadIo(Span<CgroupIoStatistics> devices, out int count)
    {
        count = 0;
        CgroupReading reading = Read(CgroupStatisticsFiles.Io, out ReadOnlySpan<byte> text);
        if (reading == CgroupReading.Done && !CgroupIoStatistics.TryParse(text, devices, out count))
            throw Malformed(CgroupStatisticsFiles.Io, text);
        return reading;
    }

    /// <summary>Reads <c>pids.current</c>: how many tasks (threads) there are.</summary>
    public CgroupReading ReadPidsCurrent(out long tasks) => ReadNumber(CgroupStatisticsFiles.PidsCurrent, out tasks);

    /// <summary>Reads <c>pids.peak</c>: the most that there have been (Linux 6.1).</summary>
    public CgroupReading ReadPidsPeak(out long tasks) => ReadNumber(CgroupStatisticsFiles.PidsPeak, out tasks);

    /// <summary>Reads <c>pids.events</c>: how often a fork failed for a limit (Linux 4.8): this cgroup's, or from Linux 6.11 one's below it too.</summary>
    public CgroupReading ReadPidsEvents(out long limitHits)
    {
        limitHits = 0;
        CgroupReading reading = Read(CgroupStatisticsFiles.PidsEvents, out ReadOnlySpan<byte> text);
        if (reading == CgroupReading.Done && !LimitHits.TryParse(text, out limitHits))
            throw Malformed(CgroupStatisticsFiles.PidsEvents, text);
        return reading;
    }

    /// <summary>Reads <c>cpu.pressure</c> (Linux 4.20).</summary>
    public CgroupReading ReadCpuPressure(out CgroupPressure pressure) => ReadPressure(CgroupStatisticsFiles.CpuPressure, out pressure);

    /// <summary>Reads <c>memory.pressure</c> (Linux 4.20).</summary>
    public CgroupReading ReadMemoryPressure(out CgroupPressure pressure) => ReadPressure(CgroupStatisticsFiles.MemoryPressure, out pressure);

    /// <summary>Reads <c>io.pressure</c> (Linux 4.20).</summary>
    public CgroupReading ReadIoPressure(out CgroupPressure pressure) => ReadPressure(CgroupStatisticsFiles.IoPressure, out pressure);

    /// <summary>Reads <c>irq.pressure</c> (Linux 6.1, where the kernel accounts interrupt time).</summary>
    public CgroupReading ReadIrqPressure(out CgroupPressure pressure) => ReadPressure(CgroupStatisticsFiles.IrqPressure, out pressure);

    /// <summary>Reads the files of the hugetlb controller: an element a page size.</summary>
    /// <param name="pages">Where they go.</param>
    /// <param name="count">How many page sizes there are. When that is more than there was room for, the rest is not given.</param>
    public CgroupReading ReadHugeTlb(Span<CgroupHugeTlbStatistics> pages, out int count)
    {
        count = _hugePages.Length;
        if (count == 0)
            return CgroupReading.Missing;
        for (int i = 0; i < Math.Min(count, pages.Length); i++)
        {
            HugePageFiles files = _hugePages[i];
            pages[i] = new CgroupHugeTlbStatistics { PageSizeBytes = files.PageSize.Bytes };
            CgroupReading reading = Read(files.Current, files.CurrentName, out ReadOnlySpan<byte> text);
            if (reading != CgroupReading.Done)
                return reading;
            pages[i].CurrentBytes = Number(files.CurrentName, text);
            reading = Read(files.Reserved, files.ReservedName, out text);
            if (reading == CgroupReading.Done)
                pages[i].ReservedBytes = Number(files.ReservedName, text);
            reading = Read(files.Events, files.EventsName, out text);
            if (reading == CgroupReading.Done)
                pages[i].LimitHits = LimitHits.TryParse(text, out long hits) ? hits : throw Malformed(files.EventsName, text);
        }

        return CgroupReading.Done;
    }

    /// <summary>Reads the files of the misc controller: an element a resource. Allocates the name of one that no reader has seen before.</summary>
    /// <param name="resources">Where they go.</param>
    /// <param name="count">How many resources there are. When that is more than there was room for, the rest is not given.</param>
    public CgroupReading ReadMisc(Span<CgroupMiscStatistics> resources, out int count)
    {
        count = 0;
        CgroupReading reading = Read(CgroupStatisticsFiles.Misc, out ReadOnlySpan<byte> text);
        if (reading != CgroupReading.Done)
            return reading;
        if (!CgroupMiscStatistics.TryParse(text, resources, out count))
            throw Malformed(CgroupStatisticsFiles.Misc, text);
        if (Read(_miscEvents, "misc.events", out text) == CgroupReading.Done
            && !CgroupMiscStatistics.TryParseEvents(text, resources[..Math.Min(count, resources.Length)]))
            throw Malformed("misc.events", text);
        return reading;
    }

    /// <summary>Reads <c>rdma.current</c>: an element a device. Allocates the name of one that no reader has seen before.</summary>
    /// <param name="devices">Where they go.</param>
    /// <param name="count">How many devices there are. When that is more than there was room for, the rest is not given.</param>
    public CgroupReading ReadRdma(Span<CgroupRdmaStatistics> devices, out int count)
    {
        count = 0;
        CgroupReading reading = Read(CgroupStatisticsFiles.Rdma, out ReadOnlySpan<byte> text);
        if (reading == CgroupReading.Done && !CgroupRdmaStatistics.TryParse(text, devices, out count))
            throw Malformed(CgroupStatisticsFiles.Rdma, text);
        return reading;
    }

    private CgroupReading ReadNumber(CgroupStatisticsFiles file, out long value)
    {
        value = 0;
        CgroupReading reading = Read(file, out ReadOnlySpan<byte> text);
        if (reading != CgroupReading.Done)
            return reading;
        var cursor = new KernelText(text);
        if (!cursor.TryTakeNumber(out value) || !cursor.TryTakeEnd())
            throw Malformed(file, text);
        return reading;
    }

    private CgroupReading ReadPressure(CgroupStatisticsFiles file, out CgroupPressure pressure)
    {
        pressure = default;
        CgroupReading reading = Read(file, out ReadOnlySpan<byte> text);
        if (reading == CgroupReading.Done && !CgroupPressure.TryParse(text, out pressure))
            throw Malformed(file, text);
        return reading;
    }

    private long Number(string name, ReadOnlySpan<byte> text)
    {
        var cursor = new KernelText(text);
        return cursor.TryTakeNumber(out long value) && cursor.TryTakeEnd() ? value : throw Malformed(name, text);
    }
}
