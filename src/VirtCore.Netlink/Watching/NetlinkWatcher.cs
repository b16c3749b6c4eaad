using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Opens watchers.</summary>
public static class NetlinkWatcher
{
    /// <summary>Watches links. That one has carried more is no change.</summary>
    /// <param name="networkNamespace">Where; null for the calling thread's.</param>
    /// <param name="receiveBufferBytes">How much the kernel keeps that has not been read; null for the system's default. The kernel doubles it.</param>
    /// <exception cref="KernelException">EMFILE, ENFILE; EPERM to enter the namespace.</exception>
    public static NetlinkWatcher<Link> OfLinks(NetworkNamespace? networkNamespace = null, int? receiveBufferBytes = null) => new(
        new([RTNLGRP.RTNLGRP_LINK], RTM.RTM_DELLINK, static route => route.GetLinks(), static message => IsBridgePort(message) ? null : Rtnetlink.ReadLink(message), static link => link.Index, SameLink), networkNamespace, receiveBufferBytes);

    /// <summary>Watches addresses of IPv4 and IPv6.</summary>
    /// <inheritdoc cref="OfLinks"/>
    public static NetlinkWatcher<LinkAddress> OfAddresses(NetworkNamespace? networkNamespace = null, int? receiveBufferBytes = null) => new(
        new([RTNLGRP.RTNLGRP_IPV4_IFADDR, RTNLGRP.RTNLGRP_IPV6_IFADDR], RTM.RTM_DELADDR, static route => route.GetAddresses(), Rtnetlink.ReadAddress, static address => (address.Link, address.Address, address.PrefixLength), static (before, now) => before == now),
        networkNamespace, receiveBufferBytes);

    /// <summary>Watches routes of IPv4 and IPv6.</summary>
    /// <inheritdoc cref="OfLinks"/>
    public static NetlinkWatcher<Route> OfRoutes(NetworkNamespace? networkNamespace = null, int? receiveBufferBytes = null) => new(
        new([RTNLGRP.RTNLGRP_IPV4_ROUTE, RTNLGRP.RTNLGRP_IPV6_ROUTE], RTM.RTM_DELROUTE, static route => route.GetRoutes(), Rtnetlink.ReadRoute, static route => route, static (_, _) => true), networkNamespace, receiveBufferBytes);

    /// <summary>Watches neighbours of IPv4 and IPv6.</summary>
    /// <inheritdoc cref="OfLinks"/>
    public static NetlinkWatcher<Neighbour> OfNeighbours(NetworkNamespace? networkNamespace = null, int? receiveBufferBytes = null) => new(
        new([RTNLGRP.RTNLGRP_NEIGH], RTM.RTM_DELNEIGH, static route => route.GetNeighbours(), Rtnetlink.ReadNeighbour, static neighbour => (neighbour.Link, neighbour.Address), static (before, now) => before == now), networkNamespace, receiveBufferBytes);

    /// <summary>Watches policy routing rules of IPv4 and IPv6. They never change: they come and go.</summary>
    /// <inheritdoc cref="OfLinks"/>
    public static NetlinkWatcher<Rule> OfRules(NetworkNamespace? networkNamespace = null, int? receiveBufferBytes = null) => new(
        new([RTNLGRP.RTNLGRP_IPV4_RULE, RTNLGRP.RTNLGRP_IPV6_RULE], RTM.RTM_DELRULE, static route => route.GetRules(), Rtnetlink.ReadRule, static rule => rule, static (_, _) => true), networkNamespace, receiveBufferBytes);

    // A bridge tells of its ports in the same group, in messages of its own family that say less.
    private static bool IsBridgePort(in NetlinkMessageReader message) => message.Payload.Length > 0 && message.Payload[0] == Tmds.Linux.LibC.AF_BRIDGE;

    private static bool SameLink(Link before, Link now) =>
        before with { Statistics = null, AlternativeNames = [] } == now with { Statistics = null, AlternativeNames = [] } && before.AlternativeNames.SequenceEqual(now.AlternativeNames);
}
