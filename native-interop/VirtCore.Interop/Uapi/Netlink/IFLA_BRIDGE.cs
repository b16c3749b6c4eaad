namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_bridge.h: the VLANs of a bridge and its ports.</summary>
internal static class IFLA_BRIDGE
{
    public const ushort IFLA_BRIDGE_FLAGS = 0;
    public const ushort IFLA_BRIDGE_VLAN_INFO = 2;
    public const ushort BRIDGE_FLAGS_MASTER = 1;
    public const ushort BRIDGE_FLAGS_SELF = 2;
    public const ushort BRIDGE_VLAN_INFO_PVID = 2;
    public const ushort BRIDGE_VLAN_INFO_UNTAGGED = 4;
    public const ushort BRIDGE_VLAN_INFO_RANGE_BEGIN = 8;
    public const ushort BRIDGE_VLAN_INFO_RANGE_END = 16;
}
