using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>userfaultfd(2), as post-copy needs it.</summary>
internal static class UserFaults
{
    private const string Device = "/dev/userfaultfd";

    public static HostQuestion Question { get; } = new(
        "userfaultfd", HostArea.Kernel, "userfaultfd", "Post-copy migration and background snapshots fetch a guest's pages at its first touch through it.", Look);

    private static HostFinding Look(HostView host)
    {
        int error = host.Kernel.Userfaultfd();
        bool device = host.Files.Exists(Device) && host.Files.AccessError(Device) == 0;
        HostFact[] facts =
        [
            new("usable", error == 0), new("device", device), new("unprivileged", host.Sysctl("vm.unprivileged_userfaultfd")), new("errno", error == 0 ? null : ErrnoNames.NameOf(error)),
        ];
        if (error == 0)
            return HostFinding.Pass("usable, for the kernel's faults too", facts);
        if (device)
            return HostFinding.Pass("usable through /dev/userfaultfd", facts);
        return error == Errnos.EPERM
            ? HostFinding.Warn("this user may not use it", "sysctl vm.unprivileged_userfaultfd=1, or give QEMU's user access to /dev/userfaultfd", facts)
            : HostFinding.Warn($"not to be had: {ErrnoNames.NameOf(error)}", "install a kernel with CONFIG_USERFAULTFD; allow the call in the container's seccomp filter", facts);
    }
}
