namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_sched.h: a rate in bytes a second.</summary>
internal struct tc_ratespec
{
    public byte cell_log;
    public byte linklayer;
    public ushort overhead;
    public short cell_align;
    public ushort mpu;
    public uint rate;
}
