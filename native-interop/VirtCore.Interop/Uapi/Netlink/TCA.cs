namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: the attributes of traffic control.</summary>
internal static class TCA
{
    public const ushort TCA_KIND = 1;
    public const ushort TCA_OPTIONS = 2;
}
