using System.Net;

namespace VirtCore.Netlink;

/// <summary>One of several next hops of a route (<c>RTA_MULTIPATH</c>).</summary>
public sealed record RouteHop
{
    /// <summary>The next hop, or null when the network is on the link. It may be of another family than the route (<c>RTA_VIA</c>).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The link that packets go out by, by index; null leaves it to be worked out.</summary>
    public int? Link { get; init; }

    /// <summary>How many of the packets it gets, in proportion to the others: 1 to 256.</summary>
    public int Weight { get; init; } = 1;

    /// <summary>Whether the gateway is on the link though no address says so (<c>RTNH_F_ONLINK</c>).</summary>
    public bool OnLink { get; init; }
}
