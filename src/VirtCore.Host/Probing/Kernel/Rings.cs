using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>io_uring(7).</summary>
internal static class Rings
{
    public static HostQuestion Question { get; } = new(
        "io-uring", HostArea.Kernel, "io_uring", "QEMU's fastest way to a disk image (aio=io_uring); without it, it takes threads or Linux AIO.", Look);

    private static HostFinding Look(HostView host)
    {
        int error = host.Kernel.IoUring();
        long? disabled = host.Sysctl("kernel.io_uring_disabled");
        bool usable = error == Errnos.EFAULT; // it looked at the parameters, which are none
        HostFact[] facts = [new("usable", usable), new("disabled", disabled), new("errno", usable ? null : ErrnoNames.NameOf(error))];
        if (usable)
        {
            return disabled is null or 0
                ? HostFinding.Pass("usable", facts)
                : HostFinding.Info($"usable by this user; kernel.io_uring_disabled is {disabled}, which keeps others from it", facts);
        }

        return disabled is null or 0
            ? HostFinding.Warn($"not to be had: {ErrnoNames.NameOf(error)}", "install a kernel with CONFIG_IO_URING; allow the call in the container's seccomp filter", facts)
            : HostFinding.Warn($"off for this user: kernel.io_uring_disabled is {disabled}", "sysctl kernel.io_uring_disabled=0", facts);
    }
}
