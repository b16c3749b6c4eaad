using System.Net;

namespace VirtCore.Netlink;

/// <summary>Where a bridge or VXLAN sends frames for a MAC address: an entry of its forwarding database.</summary>
public sealed record ForwardingEntry
{
    /// <summary>The port, by index.</summary>
    public required int Link { get; init; }

    /// <summary>The MAC address.</summary>
    public required MacAddress Address { get; init; }

    /// <summary>The bridge, by index, or null: of the port's own database.</summary>
    public int? Bridge { get; init; }

    /// <summary>The VLAN, or null for any.</summary>
    public ushort? Vlan { get; init; }

    /// <summary>For a VXLAN: the other end.</summary>
    public IPAddress? Destination { get; init; }

    /// <summary>How it came: 0x80 permanent, 0x40 static, 0x2 learnt (<c>NUD_*</c>).</summary>
    public ushort State { get; init; } = 0x40;

    /// <summary>Whether it is in the bridge's database (<c>NTF_MASTER</c>) and not in the port's own.</summary>
    public bool InBridge { get; init; } = true;
}
