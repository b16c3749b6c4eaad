namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_cls.h: a policer.</summary>
internal struct tc_police
{
    public uint index;
    public int action;
    public uint limit;
    public uint burst;
    public uint mtu;
    public tc_ratespec rate;
    public tc_ratespec peakrate;
    public int refcnt;
    public int bindcnt;
    public uint capab;
}
