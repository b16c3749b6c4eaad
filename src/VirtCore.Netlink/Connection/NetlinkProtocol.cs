using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Which part of the kernel a netlink socket speaks to.</summary>
public enum NetlinkProtocol
{
    /// <summary>Links, addresses, routes, neighbours, traffic control (<c>NETLINK_ROUTE</c>): <see href="https://man7.org/linux/man-pages/man7/rtnetlink.7.html">rtnetlink(7)</see>.</summary>
    Route = NL.NETLINK_ROUTE,

    /// <summary>Netfilter (<c>NETLINK_NETFILTER</c>): nftables.</summary>
    Netfilter = NL.NETLINK_NETFILTER,
}
