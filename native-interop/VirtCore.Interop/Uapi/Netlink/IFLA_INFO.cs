namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: what kind of link it is.</summary>
internal static class IFLA_INFO
{
    public const ushort IFLA_INFO_KIND = 1;
    public const ushort IFLA_INFO_DATA = 2;
    public const ushort IFLA_INFO_SLAVE_KIND = 4;
    public const ushort IFLA_INFO_SLAVE_DATA = 5;
}
