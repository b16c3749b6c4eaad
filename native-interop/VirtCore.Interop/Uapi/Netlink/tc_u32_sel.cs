namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_cls.h: what u32 looks at. Its keys follow.</summary>
internal struct tc_u32_sel
{
    public byte flags;
    public byte offshift;
    public byte nkeys;
    public ushort offmask;
    public ushort off;
    public short offoff;
    public short hoff;
    public uint hmask;
}
