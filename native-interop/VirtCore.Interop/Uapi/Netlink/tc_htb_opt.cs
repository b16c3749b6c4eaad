namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_sched.h: a class of HTB.</summary>
internal struct tc_htb_opt
{
    public tc_ratespec rate;
    public tc_ratespec ceil;
    public uint buffer;
    public uint cbuffer;
    public uint quantum;
    public uint level;
    public uint prio;
}
