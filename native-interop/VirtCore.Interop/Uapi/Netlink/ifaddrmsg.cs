namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_addr.h: the fixed part of an address's message.</summary>
internal struct ifaddrmsg
{
    public byte ifa_family;
    public byte ifa_prefixlen;
    public byte ifa_flags;
    public byte ifa_scope;
    public uint ifa_index;
}
