namespace VirtCore.Host;

/// <summary>Which files a <see cref="CgroupStatistics"/> keeps open. Each takes a descriptor, those of huge pages two or three a page size.</summary>
[Flags]
public enum CgroupStatisticsFiles
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>cpu.stat</c></summary>
    Cpu = 1,

    /// <summary><c>cpu.pressure</c></summary>
    CpuPressure = 1 << 1,

    /// <summary><c>memory.current</c></summary>
    MemoryCurrent = 1 << 2,

    /// <summary><c>memory.stat</c></summary>
    Memory = 1 << 3,

    /// <summary><c>memory.events</c></summary>
    MemoryEvents = 1 << 4,

    /// <summary><c>memory.peak</c></summary>
    MemoryPeak = 1 << 5,

    /// <summary><c>memory.pressure</c></summary>
    MemoryPressure = 1 << 6,

    /// <summary><c>memory.swap.current</c></summary>
    SwapCurrent = 1 << 7,

    /// <summary><c>memory.swap.events</c></summary>
    SwapEvents = 1 << 8,

    /// <summary><c>memory.zswap.current</c></summary>
    ZswapCurrent = 1 << 9,

    /// <summary><c>io.stat</c></summary>
    Io = 1 << 10,

    /// <summary><c>io.pressure</c></summary>
    IoPressure = 1 << 11,

    /// <summary><c>irq.pressure</c></summary>
    IrqPressure = 1 << 12,

    /// <summary><c>pids.current</c></summary>
    PidsCurrent = 1 << 13,

    /// <summary><c>pids.peak</c></summary>
    PidsPeak = 1 << 14,

    /// <summary><c>pids.events</c></summary>
    PidsEvents = 1 << 15,

    /// <summary><c>hugetlb.SIZE.current</c>, <c>hugetlb.SIZE.rsvd.current</c> and <c>hugetlb.SIZE.events</c> of each size.</summary>
    HugeTlb = 1 << 16,

    /// <summary><c>misc.current</c> and <c>misc.events</c></summary>
    Misc = 1 << 17,

    /// <summary><c>rdma.current</c></summary>
    Rdma = 1 << 18,

    /// <summary>What a monitor of many cgroups wants: CPU, memory, disks, tasks, and the pressure on the first three.</summary>
    Usual = Cpu | CpuPressure | MemoryCurrent | Memory | MemoryPressure | Io | IoPressure | PidsCurrent,

    /// <summary>All.</summary>
    All = (1 << 19) - 1,
}
