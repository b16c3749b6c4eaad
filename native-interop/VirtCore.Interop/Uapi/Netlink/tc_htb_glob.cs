namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_sched.h: HTB itself.</summary>
internal struct tc_htb_glob
{
    public uint version;
    public uint rate2quantum;
    public uint defcls;
    public uint debug;
    public uint direct_pkts;
}
