namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_link.h: the attributes of a bond.</summary>
internal static class IFLA_BOND
{
    public const ushort IFLA_BOND_MODE = 1;
    public const ushort IFLA_BOND_ACTIVE_SLAVE = 2;
    public const ushort IFLA_BOND_MIIMON = 3;
    public const ushort IFLA_BOND_UPDELAY = 4;
    public const ushort IFLA_BOND_DOWNDELAY = 5;
    public const ushort IFLA_BOND_XMIT_HASH_POLICY = 14;
}
