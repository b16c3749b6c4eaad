namespace VirtCore.Netlink;

/// <summary>What becomes of packets: <c>RTN_*</c>.</summary>
public enum RouteKind : byte
{
    /// <summary>Not said.</summary>
    Unspecified = 0,

    /// <summary>They go to the next hop.</summary>
    Unicast = 1,

    /// <summary>They are for this host.</summary>
    Local = 2,

    /// <summary>They are for all on the link.</summary>
    Broadcast = 3,

    /// <summary>They are for one of several hosts: this one.</summary>
    Anycast = 4,

    /// <summary>They are for a group.</summary>
    Multicast = 5,

    /// <summary>They are dropped, and nobody is told.</summary>
    Blackhole = 6,

    /// <summary>They are dropped, and the sender is told that nobody is there.</summary>
    Unreachable = 7,

    /// <summary>They are dropped, and the sender is told that it is not allowed.</summary>
    Prohibit = 8,

    /// <summary>Another table decides.</summary>
    Throw = 9,
}
