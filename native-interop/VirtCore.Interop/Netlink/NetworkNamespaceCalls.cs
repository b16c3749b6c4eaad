using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Making network namespaces, and sockets and files in them, by a thread that enters and then ends.</summary>
/// <remarks>
/// A thread that is made by one in another namespace begins there. So nothing is done between entering and the one system call that it is for: no managed code that might make the runtime start a thread, which
/// would stay in the wrong namespace. Everything else that is done with a socket can be done from anywhere.
/// </remarks>
internal static unsafe partial class NetworkNamespaceCalls
{
    private const int CLONE_NEWNET = 0x40000000;

    /// <summary>Opens a namespace's file.</summary>
    /// <exception cref="KernelException">ENOENT, EACCES.</exception>
    public static SafeFileDescriptor Open(string path)
    {
        byte[] name = new byte[System.Text.Encoding.UTF8.GetMaxByteCount(path.Length) + 1];
        System.Text.Encoding.UTF8.GetBytes(path, name);
        // SAFETY: the name ends with a NUL, and is held for the call.
        fixed (byte* first = name)
        {
            int number = open(first, O_RDONLY | O_CLOEXEC, 0);
            return number >= 0 ? new SafeFileDescriptor(number) : throw new KernelException("open the network namespace", errno, path);
        }
    }

    /// <summary>Another descriptor of the same namespace.</summary>
    /// <exception cref="KernelException">EMFILE.</exception>
    public static SafeFileDescriptor Duplicate(SafeFileDescriptor networkNamespace)
    {
        using var lease = new DescriptorLease(networkNamespace);
        int number = fcntl(lease.Number, F_DUPFD_CLOEXEC, 0);
        return number >= 0 ? new SafeFileDescriptor(number) : throw new KernelException("fcntl", errno, "F_DUPFD_CLOEXEC");
    }

    /// <summary>Makes a namespace, and opens it.</summary>
    /// <exception cref="KernelException">EPERM; ENOSPC at the limit of namespaces.</exception>
    public static SafeFileDescriptor Make() => new(OnThread("unshare", &MakeHere, 0, 0, 0));

    /// <summary>Makes a socket in a namespace.</summary>
    /// <exception cref="KernelException">EPERM; EINVAL: it is no network namespace.</exception>
    public static SafeSocketDescriptor Socket(SafeFileDescriptor networkNamespace, int family, int type, int protocol)
    {
        using var lease = new DescriptorLease(networkNamespace);
        return new SafeSocketDescriptor(OnThread("make a socket in another network namespace", &SocketHere, lease.Number, type, (family << 16) | protocol));
    }

    /// <summary>Opens <c>/dev/net/tun</c> in a namespace: what is made by it is there.</summary>
    /// <exception cref="KernelException">EPERM; EINVAL: it is no network namespace. ENOENT: there is no such device.</exception>
    public static SafeFileDescriptor OpenTun(SafeFileDescriptor networkNamespace)
    {
        using var lease = new DescriptorLease(networkNamespace);
        return new SafeFileDescriptor(OnThread("open /dev/net/tun in another network namespace", &OpenTunHere, lease.Number, O_RDWR | O_CLOEXEC | O_NONBLOCK, 0));
    }

    /// <summary>Opens the file <c>tap</c> of a directory, a device file, in a namespace, which what is opened then holds.</summary>
    /// <exception cref="KernelException">EPERM; EINVAL: it is no network namespace. EACCES, EBUSY, ENODEV.</exception>
    public static SafeFileDescriptor OpenTap(SafeFileDescriptor networkNamespace, SafeFileDescriptor directory)
    {
        using var lease = new DescriptorLease(networkNamespace);
        using var place = new DescriptorLease(directory);
        return new SafeFileDescriptor(OnThread("open a macvtap in another network namespace", &OpenTapHere, lease.Number, place.Number, O_RDWR | O_CLOEXEC | O_NONBLOCK));
    }

    /// <summary>Begins to mount the sysfs that a namespace sees.</summary>
    /// <exception cref="KernelException">EPERM; EINVAL: it is no network namespace. ENOSYS before Linux 5.2.</exception>
    public static SafeFileDescriptor OpenSysfs(SafeFileDescriptor networkNamespace)
    {
        using var lease = new DescriptorLease(networkNamespace);
        return new SafeFileDescriptor(OnThread("fsopen sysfs in another network namespace", &OpenSysfsHere, lease.Number, MountSyscalls.FSOPEN_CLOEXEC, 0));
    }

    private static int MakeHere(int a, int b, int c)
    {
        if (unshare(CLONE_NEWNET) != 0)
            return -1;
        // SAFETY: the path is a NUL-terminated constant.
        fixed (byte* path = "/proc/thread-self/ns/net\0"u8)
            return openat(AT_FDCWD, path, 0x80000, 0); // O_RDONLY | O_CLOEXEC
    }

    private static int SocketHere(int networkNamespace, int type, int familyAndProtocol) =>
        setns(networkNamespace, CLONE_NEWNET) != 0 ? -1 : raw_socket(familyAndProtocol >> 16, type, familyAndProtocol & 0xFFFF);

    private static int OpenTunHere(int networkNamespace, int flags, int unused)
    {
        // SAFETY: the path is a NUL-terminated constant.
        fixed (byte* path = "/dev/net/tun\0"u8)
            return setns(networkNamespace, CLONE_NEWNET) != 0 ? -1 : openat(AT_FDCWD, path, flags, 0);
    }

    private static int OpenTapHere(int networkNamespace, int directory, int flags)
    {
        // SAFETY: the path is a NUL-terminated constant.
        fixed (byte* path = "tap\0"u8)
            return setns(networkNamespace, CLONE_NEWNET) != 0 ? -1 : openat(directory, path, flags, 0);
    }

    private static int OpenSysfsHere(int networkNamespace, int flags, int unused)
    {
        // SAFETY: the name is a NUL-terminated constant.
        fixed (byte* name = "sysfs\0"u8)
            return setns(networkNamespace, CLONE_NEWNET) != 0 ? -1 : MountSyscalls.fsopen(name, flags);
    }

    // The calls are made once where they fail and change nothing, so that they are compiled before the thread is where it must not make others.
    private static int OnThread(string operation, delegate*<int, int, int, int> call, int first, int second, int third)
    {
        Warm();
        int result = -1, error = 0;
        var thread = new Thread(() =>
        {
            result = call(first, second, third);
            error = result < 0 ? Marshal.GetLastPInvokeError() : 0;
        }, maxStackSize: 64 << 10)
        { IsBackground = true, Name = "netns" };
        thread.UnsafeStart();
        thread.Join();
        if (result >= 0)
            return result;
        throw new KernelException(operation, error, null, error == EPERM ? "This needs CAP_SYS_ADMIN." : null);
    }

    private static void Warm()
    {
        _ = setns(-1, CLONE_NEWNET);
        _ = raw_socket(-1, 0, 0);
        _ = openat(-1, null, 0, 0);
        _ = unshare(0);
        _ = MountSyscalls.fsopen(null, 0);
    }

    private const int AT_FDCWD = -100;

    // https://man7.org/linux/man-pages/man2/setns.2.html, Linux 3.0
    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int fd, int nstype);

    // https://man7.org/linux/man-pages/man2/unshare.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial int unshare(int flags);

    // https://man7.org/linux/man-pages/man2/socket.2.html
    [LibraryImport("libc", EntryPoint = "socket", SetLastError = true)]
    private static partial int raw_socket(int domain, int type, int protocol);

    // https://man7.org/linux/man-pages/man2/openat.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial int openat(int dirfd, byte* path, int flags, uint mode);
}
