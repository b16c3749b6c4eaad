namespace VirtCore.Interop.Uapi;

/// <summary>linux/netlink.h: what an attribute begins with.</summary>
internal struct nlattr
{
    public ushort nla_len;
    public ushort nla_type;
}
