namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_bridge.h: a VLAN, or one end of several.</summary>
internal struct bridge_vlan_info
{
    public ushort flags;
    public ushort vid;
}
