namespace VirtCore.Netlink;

/// <summary>How the kernel makes a link's own IPv6 addresses: <c>IN6_ADDR_GEN_MODE_*</c>.</summary>
public enum Ipv6AddressGeneration : byte
{
    /// <summary>From its MAC address.</summary>
    Eui64 = 0,

    /// <summary>Not at all: so the kernel sends nothing of IPv6 by itself. For links whose MAC address is a guest's.</summary>
    None = 1,

    /// <summary>From a secret that was set, so that they are always the same in one network.</summary>
    StablePrivacy = 2,

    /// <summary>The same, from a secret that the kernel makes (Linux 4.5).</summary>
    Random = 3,
}
