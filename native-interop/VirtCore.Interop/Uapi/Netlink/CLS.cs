namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_cls.h: classifiers and actions.</summary>
internal static class CLS
{
    public const ushort TCA_ACT_KIND = 1;
    public const ushort TCA_ACT_OPTIONS = 2;
    public const ushort TC_ACT_SHOT = 2;
    public const ushort TCA_POLICE_TBF = 1;
    public const ushort TCA_POLICE_RATE = 2;
    public const ushort TCA_POLICE_RATE64 = 8;
    public const ushort TCA_MATCHALL_ACT = 2;
    public const ushort TCA_U32_CLASSID = 1;
    public const ushort TCA_U32_SEL = 5;
    public const byte TC_U32_TERMINAL = 1;
}
