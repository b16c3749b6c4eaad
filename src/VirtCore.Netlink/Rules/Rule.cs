using System.Net;
using System.Net.Sockets;

namespace VirtCore.Netlink;

/// <summary>A policy routing rule (<c>RTM_NEWRULE</c>): which packets ask which table. See <see href="https://man7.org/linux/man-pages/man8/ip-rule.8.html">ip-rule(8)</see>.</summary>
/// <remarks>It is for packets that are all that it says; what is null is not looked at.</remarks>
public sealed record Rule
{
    /// <summary>IPv4 or IPv6.</summary>
    public required AddressFamily Family { get; init; }

    /// <summary>Rules are asked from the lowest on. Null when one is added: before the lowest but the first. (<c>FRA_PRIORITY</c>)</summary>
    public uint? Priority { get; init; }

    /// <summary>Where packets come from. (<c>FRA_SRC</c>)</summary>
    public IPNetwork? Source { get; init; }

    /// <summary>Where they go. (<c>FRA_DST</c>)</summary>
    public IPNetwork? Destination { get; init; }

    /// <summary>The link that they came by, by name, which need not exist; <c>lo</c> is this host itself. (<c>FRA_IIFNAME</c>)</summary>
    public string? InputLink { get; init; }

    /// <summary>The link that their sender's socket is bound to, by name, which need not exist. (<c>FRA_OIFNAME</c>)</summary>
    public string? OutputLink { get; init; }

    /// <summary>The mark that they have, as far as <see cref="MarkMask"/> looks. (<c>FRA_FWMARK</c>)</summary>
    public uint? Mark { get; init; }

    /// <summary>Which bits of the mark count. Null when one with a mark is added: all. (<c>FRA_FWMASK</c>)</summary>
    public uint? MarkMask { get; init; }

    /// <summary>Their type of service, or traffic class; 0 is any.</summary>
    public byte TypeOfService { get; init; }

    /// <summary>Their protocol: 6 TCP, 17 UDP (Linux 4.17). (<c>FRA_IP_PROTO</c>)</summary>
    public byte? IpProtocol { get; init; }

    /// <summary>The ports that they come from (Linux 4.17). (<c>FRA_SPORT_RANGE</c>)</summary>
    public PortRange? SourcePorts { get; init; }

    /// <summary>The ports that they go to (Linux 4.17). (<c>FRA_DPORT_RANGE</c>)</summary>
    public PortRange? DestinationPorts { get; init; }

    /// <summary>Who sends them (Linux 4.10). (<c>FRA_UID_RANGE</c>)</summary>
    public UserRange? Users { get; init; }

    /// <summary>Whether it is for all other packets than those that it says. (<c>FIB_RULE_INVERT</c>)</summary>
    public bool IsInverted { get; init; }

    /// <summary>What becomes of them.</summary>
    public RuleAction Action { get; init; } = RuleAction.ToTable;

    /// <summary>The table that is asked: 254 is the main one, which null is too where a rule is sent that needs one. Null as the kernel says it: none. (<c>FRA_TABLE</c>)</summary>
    public uint? Table { get; init; }

    /// <summary>Whether the table of the packet's VRF is asked, in the place of <see cref="Table"/> (Linux 4.8). (<c>FRA_L3MDEV</c>)</summary>
    public bool IsL3MasterDevice { get; init; }

    /// <summary>The priority of the rule that is asked next, for <see cref="RuleAction.Goto"/>: a higher one. (<c>FRA_GOTO</c>)</summary>
    public uint? Goto { get; init; }

    /// <summary>Routes whose prefix is this long or shorter are passed over: 0 passes over the default route. (<c>FRA_SUPPRESS_PREFIXLEN</c>)</summary>
    public int? SuppressPrefixLength { get; init; }

    /// <summary>Routes that go out by a link of this group are passed over. (<c>FRA_SUPPRESS_IFGROUP</c>)</summary>
    public uint? SuppressGroup { get; init; }

    /// <summary>Who made it: 2 the kernel, 3 at boot, 4 an administrator (<c>RTPROT_*</c>, Linux 4.17). (<c>FRA_PROTOCOL</c>)</summary>
    public byte Protocol { get; init; } = 4;
}
