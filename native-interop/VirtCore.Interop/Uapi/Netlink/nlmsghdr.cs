namespace VirtCore.Interop.Uapi;

/// <summary>linux/netlink.h: what a message begins with.</summary>
internal struct nlmsghdr
{
    public uint nlmsg_len;
    public ushort nlmsg_type;
    public ushort nlmsg_flags;
    public uint nlmsg_seq;
    public uint nlmsg_pid;
}
