namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a macvlan or macvtap.</summary>
internal static class IFLA_MACVLAN
{
    public const ushort IFLA_MACVLAN_MODE = 1;
    public const ushort IFLA_MACVLAN_FLAGS = 2;
}
