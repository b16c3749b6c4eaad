using System.Runtime.InteropServices;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Entering and making network namespaces. Both change the calling thread for good: it must be one that then ends.</summary>
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

    /// <summary>Moves the calling thread into a namespace.</summary>
    /// <exception cref="KernelException">EPERM, EINVAL.</exception>
    public static void Enter(SafeFileDescriptor networkNamespace)
    {
        using var lease = new DescriptorLease(networkNamespace);
        if (setns(lease.Number, CLONE_NEWNET) != 0)
            throw Refused("setns", "EINVAL: it is no network namespace.");
    }

    /// <summary>Moves the calling thread into a new namespace, and opens that.</summary>
    /// <exception cref="KernelException">EPERM; ENOSPC at the limit of namespaces.</exception>
    public static SafeFileDescriptor Make()
    {
        if (unshare(CLONE_NEWNET) != 0)
            throw Refused("unshare", null);
        return Open("/proc/thread-self/ns/net");
    }

    private static KernelException Refused(string call, string? hint)
    {
        int error = Marshal.GetLastPInvokeError();
        return new KernelException(call, error, "network namespace", error == EPERM ? "This needs CAP_SYS_ADMIN." : hint);
    }

    // https://man7.org/linux/man-pages/man2/setns.2.html, Linux 3.0
    [LibraryImport("libc", SetLastError = true)]
    private static partial int setns(int fd, int nstype);

    // https://man7.org/linux/man-pages/man2/unshare.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial int unshare(int flags);
}
