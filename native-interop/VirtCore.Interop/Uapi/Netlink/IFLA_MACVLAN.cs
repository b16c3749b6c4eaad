namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a macvlan or macvtap.</summary>
internal static class IFLA_MACVLAN
{
    public const ushort IFLA_MACVLAN_UNSPEC = 0;
    public const ushort IFLA_MACVLAN_MODE = 1;
    public const ushort IFLA_MACVLAN_FLAGS = 2;
    public const ushort IFLA_MACVLAN_MACADDR_MODE = 3;
    public const ushort IFLA_MACVLAN_MACADDR = 4;
    public const ushort IFLA_MACVLAN_MACADDR_DATA = 5;
    public const ushort IFLA_MACVLAN_MACADDR_COUNT = 6;
    public const ushort IFLA_MACVLAN_BC_QUEUE_LEN = 7;
    public const ushort IFLA_MACVLAN_BC_QUEUE_LEN_USED = 8;
}
