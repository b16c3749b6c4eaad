namespace VirtCore.Host;

/// <summary>Which controllers version 2 has. What version 1 calls cpuacct is always there, blkio is io, and devices are filtered by BPF programs.</summary>
internal static class CgroupControl
{
    private static readonly string[] s_needed = ["cpu", "cpuset", "memory", "io", "pids"];

    public static HostQuestion Question { get; } = new(
        "cgroup-controllers", HostArea.Cgroups, "Controllers", "What no controller limits, one guest can take from all others.", Look);

    private static HostFinding Look(HostView host)
    {
        CgroupHierarchy cgroups = host.Cgroups;
        if (cgroups.MountPoint is not { } mount)
            return HostFinding.Unknown("version 2 is not mounted");
        string path = $"{mount}/cgroup.controllers";
        string[] present = host.Text(path)?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? throw new InvalidDataException($"{path} is not there.");
        string[] missing = [.. s_needed.Except(present)];
        bool? devices = host.Modules.IsConfigured("CONFIG_CGROUP_BPF");
        HostFact[] facts = [new("present", present), new("missing", missing), new("deviceFilters", devices)];
        if (missing.Length == 0)
        {
            return devices == false
                ? HostFinding.Warn("all but filters of devices", "install a kernel with CONFIG_CGROUP_BPF", facts)
                : HostFinding.Pass(string.Join(", ", present), facts);
        }

        bool legacy = missing.Any(name => cgroups.LegacyControllers.Contains(name == "io" ? "blkio" : name));
        return HostFinding.Warn($"without {string.Join(", ", missing)}{(legacy ? ", which version 1 holds" : "")}",
            legacy ? CgroupLayout.Remedy : $"echo +{missing[0]} > cgroup.subtree_control of the cgroup above {mount}, or a kernel that has them", facts);
    }
}
