namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_sched.h: queueing disciplines.</summary>
internal static class TC
{
    public const uint TC_H_ROOT = 0xFFFFFFFF;
    public const uint TC_H_INGRESS = 0xFFFFFFF1;
    public const uint TC_H_CLSACT = 0xFFFFFFF1;
    public const ushort TC_H_MIN_INGRESS = 65522;
    public const ushort TC_H_MIN_EGRESS = 65523;
    public const ushort TCA_TBF_UNSPEC = 0;
    public const ushort TCA_TBF_PARMS = 1;
    public const ushort TCA_TBF_RTAB = 2;
    public const ushort TCA_TBF_PTAB = 3;
    public const ushort TCA_TBF_RATE64 = 4;
    public const ushort TCA_TBF_PRATE64 = 5;
    public const ushort TCA_TBF_BURST = 6;
    public const ushort TCA_TBF_PBURST = 7;
    public const ushort TCA_TBF_PAD = 8;
    public const ushort TCA_HTB_UNSPEC = 0;
    public const ushort TCA_HTB_PARMS = 1;
    public const ushort TCA_HTB_INIT = 2;
    public const ushort TCA_HTB_CTAB = 3;
    public const ushort TCA_HTB_RTAB = 4;
    public const ushort TCA_HTB_DIRECT_QLEN = 5;
    public const ushort TCA_HTB_RATE64 = 6;
    public const ushort TCA_HTB_CEIL64 = 7;
    public const ushort TCA_HTB_PAD = 8;
    public const ushort TCA_HTB_OFFLOAD = 9;
    public const ushort TCA_FQ_CODEL_UNSPEC = 0;
    public const ushort TCA_FQ_CODEL_TARGET = 1;
    public const ushort TCA_FQ_CODEL_LIMIT = 2;
    public const ushort TCA_FQ_CODEL_INTERVAL = 3;
    public const ushort TCA_FQ_CODEL_ECN = 4;
    public const ushort TCA_FQ_CODEL_FLOWS = 5;
    public const ushort TCA_FQ_CODEL_QUANTUM = 6;
    public const ushort TCA_FQ_CODEL_CE_THRESHOLD = 7;
    public const ushort TCA_FQ_CODEL_DROP_BATCH_SIZE = 8;
    public const ushort TCA_FQ_CODEL_MEMORY_LIMIT = 9;
    public const ushort TCA_FQ_CODEL_CE_THRESHOLD_SELECTOR = 10;
    public const ushort TCA_FQ_CODEL_CE_THRESHOLD_MASK = 11;
}
