using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>A file system that is mounted nowhere: a directory by its descriptor alone, which goes when that is closed, whoever dies. Linux 5.2.</summary>
internal static unsafe class DetachedMount
{
    private const string Hint = "This needs CAP_SYS_ADMIN, and a container filter that lets the new mount calls pass.";

    /// <summary>A tmpfs in which device files work.</summary>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN. ENOSYS before Linux 5.2.</exception>
    public static SafeFileDescriptor OfTmpfs()
    {
        // SAFETY: the name is a NUL-terminated constant.
        fixed (byte* name = "tmpfs\0"u8)
        {
            int number = MountSyscalls.fsopen(name, MountSyscalls.FSOPEN_CLOEXEC);
            if (number < 0)
                throw new KernelException("fsopen", Marshal.GetLastPInvokeError(), "tmpfs", Hint);
            using var context = new SafeFileDescriptor(number);
            return Of(context, "tmpfs");
        }
    }

    /// <summary>The sysfs that those see who are in a network namespace: its links, and no other's.</summary>
    /// <exception cref="KernelException">EPERM: this needs CAP_SYS_ADMIN. ENOSYS before Linux 5.2.</exception>
    public static SafeFileDescriptor OfSysfs(SafeFileDescriptor networkNamespace)
    {
        using SafeFileDescriptor context = NetworkNamespaceCalls.OpenSysfs(networkNamespace);
        return Of(context, "sysfs");
    }

    private static SafeFileDescriptor Of(SafeFileDescriptor context, string kind)
    {
        using var lease = new DescriptorLease(context);
        if (MountSyscalls.fsconfig(lease.Number, MountSyscalls.FSCONFIG_CMD_CREATE, null, null, 0) != 0)
            throw new KernelException("fsconfig", Marshal.GetLastPInvokeError(), kind, Hint);
        int number = MountSyscalls.fsmount(lease.Number, MountSyscalls.FSMOUNT_CLOEXEC, 0);
        return number >= 0 ? new SafeFileDescriptor(number) : throw new KernelException("fsmount", Marshal.GetLastPInvokeError(), kind, Hint);
    }
}
