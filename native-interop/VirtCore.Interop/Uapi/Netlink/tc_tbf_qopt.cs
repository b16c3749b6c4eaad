namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_sched.h: the token bucket filter.</summary>
internal struct tc_tbf_qopt
{
    public tc_ratespec rate;
    public tc_ratespec peakrate;
    public uint limit;
    public uint buffer;
    public uint mtu;
}
