namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a VXLAN.</summary>
internal static class IFLA_VXLAN
{
    public const ushort IFLA_VXLAN_UNSPEC = 0;
    public const ushort IFLA_VXLAN_ID = 1;
    public const ushort IFLA_VXLAN_GROUP = 2;
    public const ushort IFLA_VXLAN_LINK = 3;
    public const ushort IFLA_VXLAN_LOCAL = 4;
    public const ushort IFLA_VXLAN_TTL = 5;
    public const ushort IFLA_VXLAN_TOS = 6;
    public const ushort IFLA_VXLAN_LEARNING = 7;
    public const ushort IFLA_VXLAN_AGEING = 8;
    public const ushort IFLA_VXLAN_LIMIT = 9;
    public const ushort IFLA_VXLAN_PORT_RANGE = 10;
    public const ushort IFLA_VXLAN_PROXY = 11;
    public const ushort IFLA_VXLAN_RSC = 12;
    public const ushort IFLA_VXLAN_L2MISS = 13;
    public const ushort IFLA_VXLAN_L3MISS = 14;
    public const ushort IFLA_VXLAN_PORT = 15;
    public const ushort IFLA_VXLAN_GROUP6 = 16;
    public const ushort IFLA_VXLAN_LOCAL6 = 17;
    public const ushort IFLA_VXLAN_UDP_CSUM = 18;
    public const ushort IFLA_VXLAN_UDP_ZERO_CSUM6_TX = 19;
    public const ushort IFLA_VXLAN_UDP_ZERO_CSUM6_RX = 20;
    public const ushort IFLA_VXLAN_REMCSUM_TX = 21;
    public const ushort IFLA_VXLAN_REMCSUM_RX = 22;
    public const ushort IFLA_VXLAN_GBP = 23;
    public const ushort IFLA_VXLAN_REMCSUM_NOPARTIAL = 24;
    public const ushort IFLA_VXLAN_COLLECT_METADATA = 25;
    public const ushort IFLA_VXLAN_LABEL = 26;
    public const ushort IFLA_VXLAN_GPE = 27;
    public const ushort IFLA_VXLAN_TTL_INHERIT = 28;
    public const ushort IFLA_VXLAN_DF = 29;
    public const ushort IFLA_VXLAN_VNIFILTER = 30;
}
