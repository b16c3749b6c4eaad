using System.Runtime.InteropServices;
using System.Text;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>What the running kernel can do, asked by calls that leave nothing behind. Each answers an errno.</summary>
internal static partial class KernelFeatures
{
    public const ulong CLONE_PIDFD = 0x1000;
    public const ulong CLONE_AUTOREAP = 1ul << 34; // Linux 7.1, as the next two
    public const ulong CLONE_NNP = 1ul << 35;
    public const ulong CLONE_PIDFD_AUTOKILL = 1ul << 36;
    public const int AT_EACCESS = 0x200;

    private const nint SYS_io_uring_setup = 425;
    private const nint SYS_clone3 = 435;
    private const nint UserfaultfdX64 = 323;
    private const nint UserfaultfdArm64 = 282;

    /// <summary>
    /// CLONE_PIDFD_AUTOKILL, with the flags that the guard starts a process with. EEXIST or EPERM: the kernel has it. EINVAL: it does not. ENOSYS: a filter
    /// is before the call.
    /// </summary>
    /// <remarks>
    /// No process comes of it: the child is to have process id 1, which is taken. A kernel that does not know set_tid (before Linux 5.5) does not know the
    /// flags either, and looks at those first.
    /// </remarks>
    public static unsafe int Autokill()
    {
        int taken = 1;
        int pidfd = -1;
        var arguments = new clone_args
        {
            flags = CLONE_PIDFD | CLONE_AUTOREAP | CLONE_NNP | CLONE_PIDFD_AUTOKILL,
            pidfd = (ulong)&pidfd,
            set_tid = (ulong)&taken,
            set_tid_size = 1,
        };
        // SAFETY: the struct and what it points at are on the stack; the call fails, so that no second process runs managed code.
        return syscall(SYS_clone3, (nint)(&arguments), sizeof(clone_args), 0) >= 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>io_uring without a ring: EFAULT where it may be used, EPERM where <c>kernel.io_uring_disabled</c> says no, ENOSYS where it is not to be had.</summary>
    public static int IoUring() => syscall(SYS_io_uring_setup, 1, 0, 0) >= 0 ? 0 : Marshal.GetLastPInvokeError();

    /// <summary>A userfaultfd that sees the kernel's faults too, as post-copy needs it; it is closed at once. 0, EPERM or ENOSYS.</summary>
    public static int Userfaultfd()
    {
        nint number = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? UserfaultfdX64 : UserfaultfdArm64;
        nint descriptor = syscall(number, O_CLOEXEC, 0, 0);
        if (descriptor < 0)
            return Marshal.GetLastPInvokeError();
        _ = close((int)descriptor);
        return 0;
    }

    /// <summary>PIDFD_GET_INFO of a process: 0, or ENOTTY before Linux 6.13.</summary>
    public static unsafe int PidfdInformation(SafePidfdDescriptor pidfd)
    {
        using var lease = new DescriptorLease(pidfd);
        pidfd_info information = default;
        // SAFETY: the size of the struct is part of the request's number.
        return ProcessSyscalls.ioctl(lease.Number, pidfd_info.PIDFD_GET_INFO, &information) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    /// <summary>Whether this process, as who it acts as, may do something with a file: R_OK, W_OK, X_OK, F_OK. Nothing is opened. 0 or the errno.</summary>
    public static unsafe int Access(string path, int mode)
    {
        // SAFETY: the path is NUL-terminated and outlives the call.
        fixed (byte* bytes = Encoding.UTF8.GetBytes(path + '\0'))
            return faccessat(AT_FDCWD, bytes, mode, AT_EACCESS) == 0 ? 0 : Marshal.GetLastPInvokeError();
    }

    // https://man7.org/linux/man-pages/man2/access.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static unsafe partial int faccessat(int dirfd, byte* pathname, int mode, int flags);

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third);
}
