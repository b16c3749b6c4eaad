namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a port of a bridge.</summary>
internal static class IFLA_BRPORT
{
    public const ushort IFLA_BRPORT_STATE = 1;
    public const ushort IFLA_BRPORT_PRIORITY = 2;
    public const ushort IFLA_BRPORT_COST = 3;
    public const ushort IFLA_BRPORT_MODE = 4;
    public const ushort IFLA_BRPORT_GUARD = 5;
    public const ushort IFLA_BRPORT_PROTECT = 6;
    public const ushort IFLA_BRPORT_FAST_LEAVE = 7;
    public const ushort IFLA_BRPORT_LEARNING = 8;
    public const ushort IFLA_BRPORT_UNICAST_FLOOD = 9;
    public const ushort IFLA_BRPORT_PROXYARP = 10;
    public const ushort IFLA_BRPORT_MCAST_FLOOD = 27;
    public const ushort IFLA_BRPORT_BCAST_FLOOD = 30;
    public const ushort IFLA_BRPORT_NEIGH_SUPPRESS = 32;
    public const ushort IFLA_BRPORT_ISOLATED = 33;
    public const ushort IFLA_BRPORT_LOCKED = 39;
}
