namespace VirtCore.Interop.Uapi;

/// <summary>linux/if_addr.h: how long an address is good, in seconds, and when it was made.</summary>
internal struct ifa_cacheinfo
{
    public uint ifa_prefered;
    public uint ifa_valid;
    public uint cstamp;
    public uint tstamp;
}
