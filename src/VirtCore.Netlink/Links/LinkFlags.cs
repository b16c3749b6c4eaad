namespace VirtCore.Netlink;

/// <summary>What a link is and does: <c>IFF_*</c> of <see href="https://man7.org/linux/man-pages/man7/netdevice.7.html">netdevice(7)</see>.</summary>
[Flags]
public enum LinkFlags : uint
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>It is switched on (<c>IFF_UP</c>).</summary>
    Up = 1,

    /// <summary>It has a broadcast address.</summary>
    Broadcast = 2,

    /// <summary>Its driver tells more.</summary>
    Debug = 4,

    /// <summary>It is the loopback.</summary>
    Loopback = 8,

    /// <summary>It has one peer.</summary>
    PointToPoint = 0x10,

    /// <summary>Its resources are there (<c>IFF_RUNNING</c>).</summary>
    Running = 0x40,

    /// <summary>It resolves no addresses.</summary>
    NoArp = 0x80,

    /// <summary>It takes frames for others as well.</summary>
    Promiscuous = 0x100,

    /// <summary>It takes all multicast frames.</summary>
    AllMulticast = 0x200,

    /// <summary>Others are its ports, in a bond.</summary>
    Master = 0x400,

    /// <summary>It is a port of a bond.</summary>
    Slave = 0x800,

    /// <summary>It can do multicast.</summary>
    Multicast = 0x1000,

    /// <summary>The physical layer is up (<c>IFF_LOWER_UP</c>).</summary>
    LowerUp = 0x10000,

    /// <summary>It waits for something beyond the physical layer (<c>IFF_DORMANT</c>).</summary>
    Dormant = 0x20000,
}
