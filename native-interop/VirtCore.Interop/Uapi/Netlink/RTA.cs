namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: the attributes of a route.</summary>
internal static class RTA
{
    public const ushort RT_SCOPE_UNIVERSE = 0;
    public const ushort RT_SCOPE_LINK = 253;
    public const ushort RT_SCOPE_HOST = 254;
    public const ushort RTA_DST = 1;
    public const ushort RTA_OIF = 4;
    public const ushort RTA_GATEWAY = 5;
    public const ushort RTA_PRIORITY = 6;
    public const ushort RTA_PREFSRC = 7;
    public const ushort RTA_METRICS = 8;
    public const ushort RTA_MULTIPATH = 9;
    public const ushort RTA_TABLE = 15;
    public const ushort RTA_VIA = 18;
    public const ushort RTNH_F_ONLINK = 4;
    public const ushort RTAX_MTU = 2;
}
