namespace VirtCore.Host;

/// <summary>The mount option favordynmods (Linux 6.0).</summary>
internal static class DynamicModifications
{
    public static HostQuestion Question { get; } = new(
        "cgroup-favordynmods", HostArea.Cgroups, "Quick moves (favordynmods)",
        "Without it, moving a process or switching a controller waits some 10 ms for all processors; KVM moves a thread for each new machine.", Look);

    private static HostFinding Look(HostView host)
    {
        CgroupHierarchy cgroups = host.Cgroups;
        if (cgroups.MountPoint is null)
            return HostFinding.Unknown("version 2 is not mounted");
        var fact = new HostFact("favordynmods", cgroups.FavorsDynamicModifications);
        return cgroups.FavorsDynamicModifications
            ? HostFinding.Pass("on", fact)
            : HostFinding.Warn("off; to be had since Linux 6.0", $"mount -o remount,favordynmods {cgroups.MountPoint}", fact);
    }
}
