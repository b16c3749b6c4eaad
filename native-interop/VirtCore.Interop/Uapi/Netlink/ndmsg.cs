namespace VirtCore.Interop.Uapi;

/// <summary>linux/neighbour.h: the fixed part of a neighbour's message.</summary>
internal struct ndmsg
{
    public byte ndm_family;
    public byte ndm_pad1;
    public ushort ndm_pad2;
    public int ndm_ifindex;
    public ushort ndm_state;
    public byte ndm_flags;
    public byte ndm_type;
}
