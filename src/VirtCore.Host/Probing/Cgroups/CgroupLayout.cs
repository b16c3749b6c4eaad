namespace VirtCore.Host;

/// <summary>Which hierarchies of cgroups there are.</summary>
internal static class CgroupLayout
{
    /// <summary>What makes version 2 the only one.</summary>
    public const string Remedy = "add to the kernel's command line: systemd.unified_cgroup_hierarchy=1 cgroup_no_v1=all";

    public static HostQuestion Question { get; } = new(
        "cgroup-mode", HostArea.Cgroups, "Hierarchy", "Guests are limited, frozen, measured and killed as a whole by cgroups of version 2.", Look);

    private static HostFinding Look(HostView host)
    {
        CgroupHierarchy cgroups = host.Cgroups;
        HostFact[] facts =
        [
            new("mode", cgroups.Mode.ToString()), new("mountPoint", cgroups.MountPoint), new("ownPath", cgroups.OwnPath), new("readOnly", cgroups.IsReadOnly),
            new("legacyControllers", cgroups.LegacyControllers),
        ];
        return cgroups.Mode switch
        {
            CgroupMode.None when host.Lines("/proc/filesystems").Any(static line => line.EndsWith("\tcgroup2", StringComparison.Ordinal)) =>
                HostFinding.Fail("version 2 is not mounted", cgroups.LegacyControllers.Count == 0 ? "mount -t cgroup2 none /sys/fs/cgroup" : Remedy, facts),
            CgroupMode.None => HostFinding.Fail("this kernel has no version 2", "install a kernel with CONFIG_CGROUPS", facts),
            _ when cgroups.IsReadOnly => HostFinding.Warn("version 2, mounted read-only: no guest can be given a cgroup", "for a container: --cgroupns=private and a writable /sys/fs/cgroup", facts),
            CgroupMode.Hybrid when cgroups.LegacyControllers.Count > 0 =>
                HostFinding.Warn($"version 2 at {cgroups.MountPoint}, beside version 1, which holds the controllers", Remedy, facts),
            CgroupMode.Hybrid => HostFinding.Warn($"version 2 at {cgroups.MountPoint}, beside version 1", Remedy, facts),
            _ => HostFinding.Pass($"version 2 alone, at {cgroups.MountPoint}", facts),
        };
    }
}
