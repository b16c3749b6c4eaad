namespace VirtCore.Interop.Uapi;

/// <summary>linux/netfilter/nfnetlink.h.</summary>
internal static class NFNL
{
    public const byte NFNL_SUBSYS_NFTABLES = 10;
    public const ushort NFNL_MSG_BATCH_BEGIN = 16;
    public const ushort NFNL_MSG_BATCH_END = 17;
}
