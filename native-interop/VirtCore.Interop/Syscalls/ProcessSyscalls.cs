using System.Runtime.InteropServices;

namespace VirtCore.Interop;

/// <summary>System calls about processes that Tmds.LibC lacks. The numbers are the same on every architecture.</summary>
internal static unsafe partial class ProcessSyscalls
{
    public const int SIGKILL = 9;
    public const int WNOHANG = 1;
    public const uint MFD_CLOEXEC = 1;
    public const uint MFD_ALLOW_SEALING = 2;
    public const uint MFD_EXEC = 0x10; // Linux 6.3
    public const int F_ADD_SEALS = 1033;
    public const int F_SEAL_ALL = 0xF; // SEAL, SHRINK, GROW, WRITE
    public const nint PID_FS_MAGIC = 0x50494446;
    public const int StatfsRoom = 32; // struct statfs is 120 bytes

    private const nint SYS_pidfd_send_signal = 424;
    private const nint SYS_pidfd_open = 434;

    // https://man7.org/linux/man-pages/man2/pidfd_open.2.html, Linux 5.3. The wrapper came with glibc 2.36 only.
    public static int pidfd_open(int pid) => (int)syscall(SYS_pidfd_open, pid, 0, 0, 0);

    // https://man7.org/linux/man-pages/man2/pidfd_send_signal.2.html, Linux 5.1
    public static int pidfd_send_signal(int pidfd, int signal) => (int)syscall(SYS_pidfd_send_signal, pidfd, signal, 0, 0);

    // https://man7.org/linux/man-pages/man2/waitpid.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial int waitpid(int pid, int* status, int options);

    // https://man7.org/linux/man-pages/man2/memfd_create.2.html, Linux 3.17
    [LibraryImport("libc", SetLastError = true)]
    public static partial int memfd_create(byte* name, uint flags);

    // https://man7.org/linux/man-pages/man2/ioctl.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial int ioctl(int fd, nuint request, void* argument);

    // The same without errno, which is to be had only by touching two more libraries: who gets -1 asks again with the one above.
    [LibraryImport("libc", EntryPoint = "ioctl")]
    public static partial int ioctl_without_errno(int fd, nuint request, void* argument);

    // https://man7.org/linux/man-pages/man2/fstatfs.2.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial int fstatfs(int fd, void* buf);

    // https://man7.org/linux/man-pages/man2/mkdtemp.3.html
    [LibraryImport("libc", SetLastError = true)]
    public static partial byte* mkdtemp(byte* template);

    // https://man7.org/linux/man-pages/man3/posix_spawn.3.html. It answers the errno, also that of a failed exec.
    [LibraryImport("libc")]
    public static partial int posix_spawn(int* pid, byte* path, void* fileActions, void* attributes, byte** argv, byte** envp);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_init(void* fileActions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_destroy(void* fileActions);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_addopen(void* fileActions, int fd, byte* path, int flags, uint mode);

    [LibraryImport("libc")]
    public static partial int posix_spawn_file_actions_adddup2(void* fileActions, int fd, int newfd);

    // https://man7.org/linux/man-pages/man2/syscall.2.html
    [LibraryImport("libc", SetLastError = true)]
    private static partial nint syscall(nint number, nint first, nint second, nint third, nint fourth);
}
