namespace VirtCore.Netlink;

/// <summary>VLANs that a port of a bridge takes part in, one or several in a row (<c>IFLA_BRIDGE_VLAN_INFO</c>). See <see href="https://man7.org/linux/man-pages/man8/bridge.8.html">bridge(8)</see>.</summary>
/// <remarks>They matter where the bridge keeps VLANs apart: <see cref="BridgeLink.VlanFiltering"/>.</remarks>
public sealed record BridgeVlan
{
    /// <summary>The port, by index; or the bridge itself, when <see cref="IsBridge"/> says so.</summary>
    public required int Link { get; init; }

    /// <summary>The VLAN, 1 to 4094, or the lowest of them.</summary>
    public required ushort First { get; init; }

    /// <summary>The highest of them. The same as <see cref="First"/> for one.</summary>
    public required ushort Last { get; init; }

    /// <summary>Whether frames that come without a VLAN are of this one. Of a port only one can be. (<c>BRIDGE_VLAN_INFO_PVID</c>)</summary>
    public bool IsPvid { get; init; }

    /// <summary>Whether its frames go out without a tag. (<c>BRIDGE_VLAN_INFO_UNTAGGED</c>)</summary>
    public bool IsUntagged { get; init; }

    /// <summary>Whether it is the bridge's own part that is meant, what the host itself sends and receives by it (<c>BRIDGE_FLAGS_SELF</c>), and not a port's (<c>BRIDGE_FLAGS_MASTER</c>).</summary>
    public bool IsBridge { get; init; }
}
