namespace VirtCore.Host;

/// <summary>The kinds of namespaces, and who may make them.</summary>
internal static class Namespaces
{
    private static readonly string[] s_kinds = ["cgroup", "ipc", "mnt", "net", "pid", "user", "uts"];

    public static HostQuestion Question { get; } = new(
        "namespaces", HostArea.Kernel, "Namespaces", "Containers, and what QEMU's helpers are locked into, are made of them.", Look);

    public static HostQuestion UserQuestion { get; } = new(
        "user-namespaces", HostArea.Kernel, "User namespaces", "Guests that an unprivileged user runs (rootless networks, sandboxed virtiofsd) need them.", LookAtUsers);

    private static HostFinding Look(HostView host)
    {
        HashSet<string> present = [.. host.Files.List("/proc/self/ns")];
        if (present.Count == 0)
            return HostFinding.Unknown("/proc/self/ns is not there");
        string[] missing = [.. s_kinds.Where(kind => !present.Contains(kind))];
        HostFact[] facts = [new("present", [.. s_kinds.Where(present.Contains)]), new("missing", missing)];
        return missing.Length == 0
            ? HostFinding.Pass(string.Join(", ", s_kinds), facts)
            : HostFinding.Warn($"without {string.Join(", ", missing)}", "install a kernel with all of CONFIG_NAMESPACES", facts);
    }

    private static HostFinding LookAtUsers(HostView host)
    {
        host.NeedProc();
        long? most = host.Sysctl("user.max_user_namespaces");
        long? unprivileged = host.Sysctl("kernel.unprivileged_userns_clone"); // Debian's own
        long? restricted = host.Sysctl("kernel.apparmor_restrict_unprivileged_userns"); // Ubuntu's
        HostFact[] facts = [new("max", most), new("unprivilegedUsernsClone", unprivileged), new("apparmorRestricted", restricted)];
        if (most is null && !host.Files.Exists("/proc/self/ns/user"))
            return HostFinding.Warn("the kernel has none", "install a kernel with CONFIG_USER_NS", facts);
        if (most == 0)
            return HostFinding.Warn("none may be made: user.max_user_namespaces is 0", "sysctl user.max_user_namespaces=65536", facts);
        if (unprivileged == 0)
            return HostFinding.Info("for root alone: kernel.unprivileged_userns_clone is 0", facts) with { Remedy = "sysctl kernel.unprivileged_userns_clone=1" };
        if (restricted == 1)
            return HostFinding.Info("for programs that AppArmor names: kernel.apparmor_restrict_unprivileged_userns is 1", facts);
        return most is null ? HostFinding.Unknown("user.max_user_namespaces is not there", facts) : HostFinding.Pass($"up to {most}", facts);
    }
}
