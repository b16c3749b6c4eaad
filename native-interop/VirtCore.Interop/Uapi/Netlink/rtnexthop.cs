namespace VirtCore.Interop.Uapi;

/// <summary>linux/rtnetlink.h: one of several next hops; attributes follow, within the length.</summary>
internal struct rtnexthop
{
    public ushort rtnh_len;
    public byte rtnh_flags;
    public byte rtnh_hops;
    public int rtnh_ifindex;
}
