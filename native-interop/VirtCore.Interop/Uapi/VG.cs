namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: the constants, without their VG_.</summary>
internal static class VG
{
    public const uint MAGIC = 0x31444756;
    public const ushort VERSION = 1;
    public const int MAX_REQUEST = 131072;
    public const int MAX_STRINGS = 4096;
    public const int MAX_GROUPS = 1024;
    public const int MAX_LIMITS = 16;
    public const int MAX_DESCRIPTORS = 253;
    public const int MAX_TARGET = 1023;
    public const ulong MAX_LEASE_MS = 3153600000000;
    public const int MAX_CGROUP_PATH = 4095;
    public const int HOST_SOCKET = 3;

    public const uint HAS_USER = 1;
    public const uint HAS_GROUP = 2;
    public const uint HAS_GROUPS = 4;
    public const uint HAS_CAPABILITIES = 8;
    public const uint HAS_OOM_SCORE = 16;
    public const uint HAS_CGROUP = 32;
    public const uint NO_NEW_PRIVILEGES = 64;
    public const uint MAKE_CGROUP = 128;

    public const uint UNDECIDED = 0;
    public const uint ABORTED = 1;
    public const uint COMMITTED = 2;

    public const uint RUNNING = 0;
    public const uint CODE = 1;
    public const uint SIGNAL = 2;
    public const uint UNKNOWN = 3;
}
