using System.Net;

namespace VirtCore.Netlink;

/// <summary>Who has an IP address on a link (<c>RTM_NEWNEIGH</c>).</summary>
public sealed record Neighbour
{
    /// <summary>The link, by index.</summary>
    public required int Link { get; init; }

    /// <summary>The IP address.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>The MAC address, or null while it is not known.</summary>
    public MacAddress? LinkAddress { get; init; }

    /// <summary>How sure that is: 0x2 reachable, 0x4 stale, 0x20 failed, 0x40 needs none, 0x80 permanent (<c>NUD_*</c>).</summary>
    public ushort State { get; init; } = 0x80;

    /// <summary><c>NTF_*</c>: 0x8 a proxy entry, 0x80 a router.</summary>
    public byte Flags { get; init; }
}
