namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a bridge.</summary>
internal static class IFLA_BR
{
    public const ushort IFLA_BR_FORWARD_DELAY = 1;
    public const ushort IFLA_BR_HELLO_TIME = 2;
    public const ushort IFLA_BR_MAX_AGE = 3;
    public const ushort IFLA_BR_AGEING_TIME = 4;
    public const ushort IFLA_BR_STP_STATE = 5;
    public const ushort IFLA_BR_PRIORITY = 6;
    public const ushort IFLA_BR_VLAN_FILTERING = 7;
    public const ushort IFLA_BR_VLAN_PROTOCOL = 8;
    public const ushort IFLA_BR_GROUP_FWD_MASK = 9;
    public const ushort IFLA_BR_MCAST_SNOOPING = 23;
    public const ushort IFLA_BR_MCAST_QUERIER = 25;
    public const ushort IFLA_BR_VLAN_DEFAULT_PVID = 39;
}
