namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: the attributes of traffic control.</summary>
internal static class TCA
{
    public const ushort TCA_KIND = 1;
    public const ushort TCA_OPTIONS = 2;
    public const ushort TCA_STATS = 3;
    public const ushort TCA_XSTATS = 4;
    public const ushort TCA_RATE = 5;
    public const ushort TCA_STATS2 = 7;
    public const ushort TCA_STAB = 8;
    public const ushort TCA_CHAIN = 11;
    public const ushort TCA_INGRESS_BLOCK = 13;
    public const ushort TCA_EGRESS_BLOCK = 14;
}
