using System.Net;

namespace VirtCore.Netlink;

/// <summary>An IP address of a link (<c>RTM_NEWADDR</c>).</summary>
public sealed record LinkAddress
{
    /// <summary>The link, by index.</summary>
    public required int Link { get; init; }

    /// <summary>The address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>How many of its first bits are the network's.</summary>
    public required int PrefixLength { get; init; }

    /// <summary>The other end's address on a point-to-point link, or null.</summary>
    public IPAddress? Peer { get; init; }

    /// <summary>The address of all in the network, or null. IPv4 only.</summary>
    public IPAddress? Broadcast { get; init; }

    /// <summary>How far it is good: 0 everywhere, 253 on the link, 254 in the host (<c>RT_SCOPE_*</c>).</summary>
    public byte Scope { get; init; }

    /// <summary><c>IFA_F_*</c>: 0x80 permanent, 0x40 tentative, 0x2 no duplicate address detection, 0x200 no route of its own.</summary>
    public uint Flags { get; init; }

    /// <summary>A name for it, of IPv4; null for none.</summary>
    public string? Label { get; init; }

    /// <summary>How long it is good; null for ever. In seconds to the kernel.</summary>
    public TimeSpan? ValidFor { get; init; }

    /// <summary>How long it is preferred; null for ever.</summary>
    public TimeSpan? PreferredFor { get; init; }
}
