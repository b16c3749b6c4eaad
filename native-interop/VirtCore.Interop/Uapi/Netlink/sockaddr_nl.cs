namespace VirtCore.Interop.Uapi;

/// <summary>linux/netlink.h: the address of a netlink socket.</summary>
internal struct sockaddr_nl
{
    public ushort nl_family;
    public ushort nl_pad;
    public uint nl_pid;
    public uint nl_groups;
}
