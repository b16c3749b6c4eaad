namespace VirtCore.Interop.Uapi;

/// <summary>linux/neighbour.h: the attributes of a neighbour.</summary>
internal static class NDA
{
    public const ushort NDA_DST = 1;
    public const ushort NDA_LLADDR = 2;
    public const ushort NDA_VLAN = 5;
    public const ushort NDA_MASTER = 9;
    public const ushort NTF_SELF = 2;
    public const ushort NTF_MASTER = 4;
}
