namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_tun.h: taps.</summary>
internal static class TUN
{
    public const ushort IFF_TAP = 2;
    public const uint TUNSETIFF = 0x400454CA;
    public const uint TUNSETPERSIST = 0x400454CB;
    public const uint TUNSETOWNER = 0x400454CC;
    public const uint TUNSETGROUP = 0x400454CE;
    public const uint TUNSETOFFLOAD = 0x400454D0;
    public const uint TUNSETVNETHDRSZ = 0x400454D8;
    public const ushort IFF_NO_PI = 4096;
    public const ushort IFF_VNET_HDR = 16384;
    public const ushort IFF_TUN_EXCL = 32768;
    public const ushort IFF_MULTI_QUEUE = 256;
    public const ushort TUN_F_CSUM = 1;
    public const ushort TUN_F_TSO4 = 2;
    public const ushort TUN_F_TSO6 = 4;
    public const ushort TUN_F_TSO_ECN = 8;
    public const ushort TUN_F_UFO = 16;
}
