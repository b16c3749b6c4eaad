using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

public sealed partial class Rtnetlink
{
    private const int LastVlan = 4094;

    /// <summary>The VLANs of bridges and their ports: those in a row that are alike as one.</summary>
    /// <param name="link">Those of one port or bridge, by index; of all when it is null.</param>
    /// <remarks>A kernel that was built without CONFIG_BRIDGE_VLAN_FILTERING has none.</remarks>
    public IReadOnlyList<BridgeVlan> GetBridgeVlans(int? link = null)
    {
        List<List<BridgeVlan>> all = Dump(RTM.RTM_GETLINK, 0, static (ref writer, _) => BridgeVlanCodec.WriteDump(ref writer), static _ => "list the VLANs of bridges", ReadBridgeVlans);
        // The kernel takes no index here: it tells of all.
        return [.. all.SelectMany(static vlans => vlans).Where(vlan => link is null || vlan.Link == link)];
    }

    /// <summary>Lets a port take part in VLANs, or changes how it does.</summary>
    /// <exception cref="ArgumentException">They are no VLANs, or several for frames without one.</exception>
    /// <exception cref="NetlinkException">EOPNOTSUPP: the link is no port, or the kernel's bridges have no VLANs. ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void AddBridgeVlan(BridgeVlan vlan)
    {
        Check(vlan);
        if (vlan.IsPvid && vlan.First != vlan.Last)
            throw new ArgumentException("Frames without a VLAN can be of one, not of several.", nameof(vlan));
        _connection.Execute(RTM.RTM_SETLINK, 0, vlan, BridgeVlanCodec.Write, static vlan => $"add link {vlan.Link} to VLAN {Name(vlan)}");
    }

    /// <summary>Takes a port out of VLANs. Those that it does not take part in are passed over.</summary>
    /// <exception cref="ArgumentException">They are no VLANs.</exception>
    /// <exception cref="NetlinkException">EOPNOTSUPP: the link is no port, or the kernel's bridges have no VLANs. ENODEV: there is no such link. EPERM: this needs CAP_NET_ADMIN.</exception>
    public void RemoveBridgeVlan(BridgeVlan vlan)
    {
        Check(vlan);
        _connection.Execute(RTM.RTM_DELLINK, 0, vlan with { IsPvid = false, IsUntagged = false }, BridgeVlanCodec.Write, static vlan => $"remove link {vlan.Link} from VLAN {Name(vlan)}");
    }

    private static List<BridgeVlan>? ReadBridgeVlans(NetlinkMessageReader message) => message.Type != RTM.RTM_NEWLINK
        ? null : BridgeVlanCodec.Read(message, out NetlinkFormatError error) ?? throw Unreadable("a bridge's VLANs", error);

    private static void Check(BridgeVlan vlan)
    {
        ArgumentNullException.ThrowIfNull(vlan);
        if (vlan.First is < 1 or > LastVlan || vlan.Last is < 1 or > LastVlan || vlan.Last < vlan.First)
            throw new ArgumentException($"{Name(vlan)}: VLANs are 1 to {LastVlan}, the lowest first.", nameof(vlan));
    }

    private static string Name(BridgeVlan vlan) => vlan.First == vlan.Last ? $"{vlan.First}" : $"{vlan.First}-{vlan.Last}";
}
