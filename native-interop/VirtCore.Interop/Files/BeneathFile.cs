using System.Runtime.InteropServices;
using System.Text;
using Tmds.Linux;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Opens what is really below a directory: by no symbolic link, no magic link, no <c>..</c> and into no other mount.</summary>
/// <remarks>
/// openat2(2) where the kernel has it (Linux 5.6) and lets us; old container filters hide it. Without it the path is walked name by name
/// with O_NOFOLLOW, which comes to the same as long as no name is <c>..</c>.
/// </remarks>
internal static unsafe class BeneathFile
{
    private static readonly ulong s_resolve = (ulong)(RESOLVE_BENEATH | RESOLVE_NO_SYMLINKS | RESOLVE_NO_MAGICLINKS | RESOLVE_NO_XDEV);

    private static volatile bool s_walk;

    /// <summary>Opens a file or directory, close-on-exec. Null with the errno: ENOENT, ELOOP for a link, EXDEV for an escape.</summary>
    /// <param name="directory">Where the path begins.</param>
    /// <param name="path">Names with slashes between, without one in front; <c>.</c> is the directory itself.</param>
    /// <param name="flags"><c>O_*</c> bits, O_CREAT not among them.</param>
    /// <param name="error">The errno, or 0.</param>
    public static SafeFileDescriptor? TryOpen(SafeHandle directory, ReadOnlySpan<char> path, int flags, out int error)
    {
        int descriptor = Open(directory, path, flags, s_walk);
        if (descriptor is -Errnos.ENOSYS or -Errnos.EPERM && !s_walk)
        {
            // EPERM is also what a filter says. The walk finds out which it is.
            s_walk |= descriptor == -Errnos.ENOSYS;
            descriptor = Open(directory, path, flags, walk: true);
        }

        error = descriptor < 0 ? -descriptor : 0;
        return descriptor < 0 ? null : new SafeFileDescriptor(descriptor);
    }

    /// <summary>The same without openat2. For tests, which cannot take it away.</summary>
    internal static SafeFileDescriptor? TryWalk(SafeHandle directory, ReadOnlySpan<char> path, int flags, out int error)
    {
        int descriptor = Open(directory, path, flags, walk: true);
        error = descriptor < 0 ? -descriptor : 0;
        return descriptor < 0 ? null : new SafeFileDescriptor(descriptor);
    }

    private static int Open(SafeHandle directory, ReadOnlySpan<char> path, int flags, bool walk)
    {
        int room = Encoding.UTF8.GetMaxByteCount(path.Length) + 1;
        Span<byte> bytes = room <= 1024 ? stackalloc byte[1024] : new byte[room];
        int length = Encoding.UTF8.GetBytes(path, bytes);
        bytes[length] = 0;
        if (length == 0 || bytes[..length].Contains((byte)0))
            return -EINVAL;
        using var lease = new DescriptorLease(directory);
        return walk ? Walk(lease.Number, bytes[..(length + 1)], flags) : OpenAt2(lease.Number, bytes, flags);
    }

    private static int OpenAt2(int directory, ReadOnlySpan<byte> path, int flags)
    {
        open_how how = new() { flags = (uint)(flags | O_CLOEXEC), resolve = s_resolve };
        // SAFETY: the path is NUL-terminated; the kernel reads both before the call returns.
        fixed (byte* bytes = path)
        {
            int descriptor;
            do
                descriptor = FileSyscalls.openat2(directory, bytes, &how);
            while (descriptor < 0 && Marshal.GetLastPInvokeError() == EINTR);
            return descriptor < 0 ? -Marshal.GetLastPInvokeError() : descriptor;
        }
    }

    // The path with its NUL; every slash becomes one too.
    private static int Walk(int directory, Span<byte> path, int flags)
    {
        ulong? device = DeviceOf(directory);
        int current = directory;
        while (true)
        {
            int end = path.IndexOfAny((byte)'/', (byte)0);
            bool last = path[end] == 0;
            path[end] = 0;
            if (end == 0 || path[..end].SequenceEqual(".."u8))
            {
                Close(current, directory);
                return end == 0 ? -Errnos.ENOENT : -EXDEV;
            }

            int next;
            // SAFETY: the name is NUL-terminated and outlives the call.
            fixed (byte* name = path)
            {
                do
                    next = openat(current, name, (last ? flags : O_PATH | O_DIRECTORY) | O_NOFOLLOW | O_CLOEXEC, (ushort)0);
                while (next < 0 && errno == EINTR);
            }

            int error = next < 0 ? errno : 0;
            Close(current, directory);
            if (next >= 0 && (device is null || DeviceOf(next) != device))
            {
                Close(next, -1);
                return -EXDEV;
            }

            if (next < 0 || last)
                return next < 0 ? -error : next;
            current = next;
            path = path[(end + 1)..];
        }
    }

    private static void Close(int descriptor, int keep)
    {
        if (descriptor != keep)
            _ = close(descriptor);
    }

    private static ulong? DeviceOf(int descriptor)
    {
        stat status;
        // SAFETY: the struct is whole and on the stack.
        return fstat(descriptor, &status) == 0 ? (ulong)status.st_dev : null;
    }
}
