namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a VLAN.</summary>
internal static class IFLA_VLAN
{
    public const ushort IFLA_VLAN_ID = 1;
    public const ushort IFLA_VLAN_PROTOCOL = 5;
}
