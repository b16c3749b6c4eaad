namespace VirtCore.Interop.Uapi;

/// <summary>linux/pkt_cls.h: four bytes that u32 looks at, the highest one first.</summary>
internal struct tc_u32_key
{
    public uint mask;
    public uint val;
    public int off;
    public int offmask;
}
