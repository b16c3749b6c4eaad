namespace VirtCore.Interop.Uapi;

/// <summary>linux/pidfd.h, Linux 6.13; the exit code from 6.15.</summary>
internal struct pidfd_info
{
    /// <summary><c>_IOWR(0xFF, 11, struct pidfd_info)</c>.</summary>
    public const uint PIDFD_GET_INFO = 0xC040FF0B;

    /// <summary>In <see cref="mask"/>: the exit code is asked for, or known.</summary>
    public const ulong PIDFD_INFO_EXIT = 1 << 3;

    public ulong mask;
    public ulong cgroupid;
    public uint pid;
    public uint tgid;
    public uint ppid;
    public uint ruid;
    public uint rgid;
    public uint euid;
    public uint egid;
    public uint suid;
    public uint sgid;
    public uint fsuid;
    public uint fsgid;
    public int exit_code;
}
