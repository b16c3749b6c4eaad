namespace VirtCore.Host;

/// <summary>Which Linux brought a cgroup's file, for the message of one that is not there.</summary>
internal static class CgroupFileHistory
{
    // A prefix that ends with an asterisk stands for all that begin so; the first that fits counts.
    private static readonly (string File, string Version)[] s_history =
    [
        ("cpu.max.burst", "5.14"),
        ("cpu.idle", "5.15"),
        ("cpu.uclamp.*", "5.4, where it is built with CONFIG_UCLAMP_TASK_GROUP"),
        ("cpu.stat.local", "6.6"),
        ("cpu.*", "4.15"),
        ("cpuset.cpus.exclusive*", "6.7"),
        ("cpuset.*", "5.0"),
        ("memory.min", "4.18"),
        ("memory.oom.group", "4.19"),
        ("memory.events.local", "5.2"),
        ("memory.reclaim", "5.19"),
        ("memory.peak", "5.19"),
        ("memory.swap.events", "4.18"),
        ("memory.swap.high", "5.8"),
        ("memory.swap.peak", "6.5"),
        ("memory.swap.*", "4.5, where it counts swap"),
        ("memory.zswap.writeback", "6.8, where it is built with CONFIG_ZSWAP"),
        ("memory.zswap.*", "5.19, where it is built with CONFIG_ZSWAP"),
        ("memory.*", "4.5"),
        ("io.latency", "4.19, where it is built with CONFIG_BLK_CGROUP_IOLATENCY"),
        ("io.cost.*", "5.4, where it is built with CONFIG_BLK_CGROUP_IOCOST, and the root alone has it"),
        ("io.weight", "5.4, where it is built with CONFIG_BLK_CGROUP_IOCOST"),
        ("io.max", "4.5, where it is built with CONFIG_BLK_DEV_THROTTLING"),
        ("io.*", "4.5"),
        ("pids.peak", "6.1"),
        ("pids.events", "4.8"),
        ("pids.*", "4.5"),
        ("hugetlb.*", "5.6 (rsvd 5.7), for the page sizes of this machine"),
        ("misc.capacity", "5.13, and the root alone has it"),
        ("misc.events", "5.16"),
        ("misc.peak", "6.11"),
        ("misc.*", "5.13"),
        ("rdma.*", "4.11"),
    ];

    /// <summary>The version; null for a file that is not known.</summary>
    public static string? VersionOf(string file)
    {
        if (file.EndsWith(".pressure", StringComparison.Ordinal))
            return file == "irq.pressure" ? "6.1, where it is built with CONFIG_IRQ_TIME_ACCOUNTING" : "4.20, where it is built with CONFIG_PSI";
        foreach ((string known, string version) in s_history)
        {
            if (known == file || (known[^1] == '*' && file.StartsWith(known.AsSpan(0, known.Length - 1), StringComparison.Ordinal)))
                return version;
        }

        return null;
    }
}
