namespace VirtCore.Host;

/// <summary>The kernel's names of the controllers.</summary>
internal static class CgroupControllerNames
{
    private static readonly (CgroupControllers Controller, string Name)[] s_names =
    [
        (CgroupControllers.Cpu, "cpu"),
        (CgroupControllers.CpuSet, "cpuset"),
        (CgroupControllers.Memory, "memory"),
        (CgroupControllers.Io, "io"),
        (CgroupControllers.Pids, "pids"),
        (CgroupControllers.HugeTlb, "hugetlb"),
        (CgroupControllers.Misc, "misc"),
        (CgroupControllers.Rdma, "rdma"),
        (CgroupControllers.PerfEvent, "perf_event"),
        (CgroupControllers.DeviceMemory, "dmem"),
    ];

    /// <summary>The set that a file names, with spaces between.</summary>
    public static CgroupControllers Parse(string text)
    {
        CgroupControllers set = CgroupControllers.None;
        foreach (string word in text.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries))
            set |= Array.Find(s_names, known => known.Name == word).Controller;
        return set;
    }

    /// <summary>The names of a set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One of them is none.</exception>
    public static List<string> Of(CgroupControllers set)
    {
        List<string> names = [.. s_names.Where(known => set.HasFlag(known.Controller)).Select(static known => known.Name)];
        CgroupControllers all = s_names.Aggregate(CgroupControllers.None, static (sum, known) => sum | known.Controller);
        return (set & ~all) == 0 ? names : throw new ArgumentOutOfRangeException(nameof(set), set, "There is no such controller.");
    }
}
