using System.Net;
using System.Net.Sockets;

namespace VirtCore.Netlink;

/// <summary>Where packets go (<c>RTM_NEWROUTE</c>).</summary>
public sealed record Route
{
    private readonly RouteHops _hops = RouteHops.None;

    /// <summary>IPv4 or IPv6.</summary>
    public required AddressFamily Family { get; init; }

    /// <summary>The network that it is for; null for all that no other route is for.</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The next hop, or null when the network is on the link. It may be of another family than the route: IPv4 by IPv6 (<c>RTA_VIA</c>, Linux 5.2).</summary>
    public IPAddress? Gateway { get; init; }

    /// <summary>The link that packets go out by, by index; null with several hops, and for routes that go nowhere.</summary>
    public int? Link { get; init; }

    /// <summary>The address that packets are sent from, where nobody says otherwise.</summary>
    public IPAddress? PreferredSource { get; init; }

    /// <summary>Lower ones are preferred.</summary>
    public uint? Priority { get; init; }

    /// <summary>The table: 254 is the main one, 255 the local one.</summary>
    public uint Table { get; init; } = 254;

    /// <summary>Who made it: 2 the kernel, 3 at boot, 4 an administrator (<c>RTPROT_*</c>).</summary>
    public byte Protocol { get; init; } = 4;

    /// <summary>How far it is: 0 anywhere, 253 on the link, 254 in the host (<c>RT_SCOPE_*</c>); null leaves it to be worked out.</summary>
    public byte? Scope { get; init; }

    /// <summary>What becomes of packets.</summary>
    public RouteKind Kind { get; init; } = RouteKind.Unicast;

    /// <summary>Whether the gateway is on the link though no address says so (<c>RTNH_F_ONLINK</c>).</summary>
    public bool OnLink { get; init; }

    /// <summary>The longest packet, or null.</summary>
    public uint? Mtu { get; init; }

    /// <summary>Several next hops, in the place of <see cref="Gateway"/> and <see cref="Link"/>; empty for one. (<c>RTA_MULTIPATH</c>)</summary>
    public IReadOnlyList<RouteHop> Hops
    {
        get => _hops;
        init => _hops = RouteHops.Of(value);
    }
}
