namespace VirtCore.Interop.Uapi;

/// <summary>guard/protocol.h: the kinds of message, without their VG_.</summary>
internal enum vg_type : ushort
{
    LAUNCH = 1,
    COMMIT = 2,
    ARM = 3,
    RENEW = 4,
    RESOLVE = 5,
    KILL = 6,
    STATUS = 7,
    HELLO = 32,
    REFUSED = 33,
    STARTED = 34,
    FAILED = 35,
    ANSWER = 36,
    EXITED = 37,
}
