using System.Runtime.InteropServices;
using Tmds.Linux;

namespace VirtCore.Interop;

/// <summary>System calls about files that Tmds.LibC lacks. The numbers are the same on every architecture.</summary>
internal static unsafe partial class FileSyscalls
{
    private const nint SYS_openat2 = 437;

    // https://man7.org/linux/man-pages/man2/openat2.2.html, Linux 5.6; the C library has no wrapper.
    public static int openat2(int dirfd, byte* path, open_how* how) => (int)syscall(SYS_openat2, dirfd, path, how, (nint)sizeof(open_how));

    // https://man7.org/linux/man-pages/man2/pread.2.html. Without errno, which costs a short read a twentieth of its time: who gets -1 asks again with Tmds.LibC's.
    [LibraryImport("libc")]
    public static partial nint pread(int fd, void* buf, nuint count, long offset);

    // https://man7.org/linux/man-pages/man2/fgetxattr.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial nint fgetxattr(int fd, byte* name, void* value, nuint size);

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint dirfd, byte* path, open_how* how, nint size);
}
