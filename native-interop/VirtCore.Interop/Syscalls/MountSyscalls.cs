using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>System calls about mounts that Tmds.LibC lacks. The numbers are the same on every architecture; the C library's wrappers came with glibc 2.36.</summary>
internal static unsafe partial class MountSyscalls
{
    public const int FSOPEN_CLOEXEC = 1;
    public const int FSCONFIG_CMD_CREATE = 6;
    public const int FSMOUNT_CLOEXEC = 1;

    private const nint SYS_fsopen = 430;
    private const nint SYS_fsconfig = 431;
    private const nint SYS_fsmount = 432;

    // https://man7.org/linux/man-pages/man2/fsopen.2.html, Linux 5.2
    public static int fsopen(byte* fsname, int flags) => (int)syscall(SYS_fsopen, (nint)fsname, flags, 0, 0, 0);

    // https://man7.org/linux/man-pages/man2/fsconfig.2.html, Linux 5.2
    public static int fsconfig(int fd, int cmd, byte* key, void* value, int aux) => (int)syscall(SYS_fsconfig, fd, cmd, (nint)key, (nint)value, aux);

    // https://man7.org/linux/man-pages/man2/fsmount.2.html, Linux 5.2
    public static int fsmount(int fd, int flags, int attr_flags) => (int)syscall(SYS_fsmount, fd, flags, attr_flags, 0, 0);

    // https://man7.org/linux/man-pages/man2/mknod.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial int mknodat(int dirfd, byte* path, uint mode, ulong dev);

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth, nint fifth);
}
