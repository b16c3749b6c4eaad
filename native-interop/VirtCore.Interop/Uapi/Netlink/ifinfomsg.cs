namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: the fixed part of a link's message.</summary>
internal struct ifinfomsg
{
    public byte ifi_family;
    public byte __ifi_pad;
    public ushort ifi_type;
    public int ifi_index;
    public uint ifi_flags;
    public uint ifi_change;
}
