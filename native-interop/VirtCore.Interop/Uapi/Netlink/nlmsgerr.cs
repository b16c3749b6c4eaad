namespace VirtCore.Interop.Uapi;

/// <summary>linux/netlink.h: what an acknowledgement says, before the request and its attributes.</summary>
internal struct nlmsgerr
{
    public int error;
    public nlmsghdr msg;
}
