namespace VirtCore.Host;

/// <summary>Controllers of cgroup v2, as <c>cgroup.controllers</c> names them. Those that this version does not know are left out.</summary>
/// <remarks>See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#controllers">the kernel's description</see>.</remarks>
[Flags]
public enum CgroupControllers
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary><c>cpu</c>: shares of CPU time and their limits (Linux 4.15).</summary>
    Cpu = 1,

    /// <summary><c>cpuset</c>: which CPUs and memory nodes (Linux 5.0).</summary>
    CpuSet = 2,

    /// <summary><c>memory</c>: protection and limits of memory and swap (Linux 4.5).</summary>
    Memory = 4,

    /// <summary><c>io</c>: shares and limits of block devices (Linux 4.5).</summary>
    Io = 8,

    /// <summary><c>pids</c>: how many tasks (Linux 4.5).</summary>
    Pids = 16,

    /// <summary><c>hugetlb</c>: huge pages (Linux 5.6).</summary>
    HugeTlb = 32,

    /// <summary><c>misc</c>: scalar resources such as SEV and TDX keys (Linux 5.13).</summary>
    Misc = 64,

    /// <summary><c>rdma</c>: RDMA handles and objects (Linux 4.11).</summary>
    Rdma = 128,

    /// <summary><c>perf_event</c>: performance events by cgroup. Always enabled where v2 has it (Linux 4.11).</summary>
    PerfEvent = 256,

    /// <summary><c>dmem</c>: device memory (Linux 6.14).</summary>
    DeviceMemory = 512,
}
