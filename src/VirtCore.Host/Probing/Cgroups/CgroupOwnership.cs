namespace VirtCore.Host;

/// <summary>Whether a part of the hierarchy is this process's.</summary>
internal static class CgroupOwnership
{
    public static HostQuestion Question { get; } = new(
        "cgroup-delegation", HostArea.Cgroups, "Delegation", "Whoever makes cgroups below one that was not given to it is undone by its manager, which is systemd on most hosts.", Look);

    private static HostFinding Look(HostView host)
    {
        CgroupHierarchy cgroups = host.Cgroups;
        if (cgroups.MountPoint is not { } mount)
            return HostFinding.Unknown("version 2 is not mounted");
        (CgroupDelegation kind, string? path) = host.Kernel.Delegation();
        string own = cgroups.OwnPath is null or "/" ? mount : mount + cgroups.OwnPath;
        bool writable = cgroups.OwnPath is not null && host.Files.AccessError($"{own}/cgroup.procs") == 0;
        string? controllers = path is null ? null : host.Text($"{(path == "/" ? mount : mount + path)}/cgroup.controllers");
        HostFact[] facts =
        [
            new("kind", kind.ToString()), new("path", path), new("ownPath", cgroups.OwnPath), new("writable", writable),
            new("controllers", controllers?.Split(' ', StringSplitOptions.RemoveEmptyEntries) ?? []),
        ];
        return kind switch
        {
            CgroupDelegation.Manager => HostFinding.Pass($"{path}, by systemd", facts),
            CgroupDelegation.Owner => HostFinding.Pass($"{path}, which this user owns", facts),
            CgroupDelegation.Namespace => HostFinding.Pass("the root of this container", facts),
            _ when writable && !host.Files.Exists("/run/systemd/system") => HostFinding.Pass("nothing is delegated, and there is no systemd that would mind", facts),
            _ when writable => HostFinding.Warn("nothing is delegated to this process, which could write all the same", "Delegate=yes in the service's unit; by hand: systemd-run --scope -p Delegate=yes COMMAND", facts),
            _ => HostFinding.Warn("nothing is delegated to this user", "Delegate=yes in the service's unit; by hand: systemd-run --user --scope -p Delegate=yes COMMAND", facts),
        };
    }
}
