namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a VLAN.</summary>
internal static class IFLA_VLAN
{
    public const ushort IFLA_VLAN_UNSPEC = 0;
    public const ushort IFLA_VLAN_ID = 1;
    public const ushort IFLA_VLAN_FLAGS = 2;
    public const ushort IFLA_VLAN_EGRESS_QOS = 3;
    public const ushort IFLA_VLAN_INGRESS_QOS = 4;
    public const ushort IFLA_VLAN_PROTOCOL = 5;
    public const ushort IFLA_VLAN_QOS_UNSPEC = 0;
    public const ushort IFLA_VLAN_QOS_MAPPING = 1;
}
