using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>The messages of a bridge's VLANs, both ways: links of the family AF_BRIDGE.</summary>
internal static class BridgeVlanCodec
{
    public static void WriteDump(ref NetlinkWriter writer)
    {
        writer.Write(new ifinfomsg { ifi_family = (byte)Tmds.Linux.LibC.AF_BRIDGE });
        writer.Attribute(IFLA.IFLA_EXT_MASK, IFLA.RTEXT_FILTER_BRVLAN_COMPRESSED);
    }

    public static void Write(ref NetlinkWriter writer, BridgeVlan vlan)
    {
        writer.Write(new ifinfomsg { ifi_family = (byte)Tmds.Linux.LibC.AF_BRIDGE, ifi_index = vlan.Link });
        int specific = writer.BeginNested(IFLA.IFLA_AF_SPEC);
        writer.Attribute(IFLA_BRIDGE.IFLA_BRIDGE_FLAGS, vlan.IsBridge ? IFLA_BRIDGE.BRIDGE_FLAGS_SELF : IFLA_BRIDGE.BRIDGE_FLAGS_MASTER);
        var flags = (ushort)((vlan.IsPvid ? IFLA_BRIDGE.BRIDGE_VLAN_INFO_PVID : 0) | (vlan.IsUntagged ? IFLA_BRIDGE.BRIDGE_VLAN_INFO_UNTAGGED : 0));
        if (vlan.First == vlan.Last)
        {
            writer.Attribute(IFLA_BRIDGE.IFLA_BRIDGE_VLAN_INFO, new bridge_vlan_info { flags = flags, vid = vlan.First });
        }
        else
        {
            writer.Attribute(IFLA_BRIDGE.IFLA_BRIDGE_VLAN_INFO, new bridge_vlan_info { flags = (ushort)(flags | IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_BEGIN), vid = vlan.First });
            writer.Attribute(IFLA_BRIDGE.IFLA_BRIDGE_VLAN_INFO, new bridge_vlan_info { flags = (ushort)(flags | IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_END), vid = vlan.Last });
        }

        writer.EndNested(specific);
    }

    /// <summary>Reads those of one port or bridge. None where it has none, or is no port.</summary>
    public static List<BridgeVlan>? Read(in NetlinkMessageReader message, out NetlinkFormatError error)
    {
        if (!message.TryReadBody(out ifinfomsg header, out NetlinkAttributeReader attributes))
        {
            error = NetlinkFormatError.Truncated;
            return null;
        }

        int? master = null;
        var vlans = new List<BridgeVlan>();
        while (attributes.MoveNext())
        {
            if (attributes.Type == IFLA.IFLA_MASTER)
            {
                master = attributes.Get<int>();
            }
            else if (attributes.Type == IFLA.IFLA_AF_SPEC)
            {
                NetlinkAttributeReader specific = attributes.GetNested();
                Read(ref specific, header.ifi_index, vlans);
                attributes.Take(specific);
            }
        }

        // A bridge says of itself that it is its own master; a card that has VLANs of its own has none.
        if (master is null || master == header.ifi_index)
        {
            for (int i = 0; i < vlans.Count; i++)
                vlans[i] = vlans[i] with { IsBridge = true };
        }

        error = attributes.Error;
        return error == NetlinkFormatError.None ? vlans : null;
    }

    private static void Read(ref NetlinkAttributeReader specific, int link, List<BridgeVlan> vlans)
    {
        ushort? first = null;
        while (specific.MoveNext())
        {
            if (specific.Type != IFLA_BRIDGE.IFLA_BRIDGE_VLAN_INFO)
                continue;
            bridge_vlan_info info = specific.Get<bridge_vlan_info>();
            bool begins = (info.flags & IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_BEGIN) != 0, ends = (info.flags & IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_END) != 0;
            // Several are told of as two, with nothing between.
            if (ends != first.HasValue || (begins && ends) || info.vid < first)
            {
                specific.Fail();
                return;
            }

            if (begins)
            {
                first = info.vid;
                continue;
            }

            vlans.Add(new BridgeVlan
            {
                Link = link,
                First = first ?? info.vid,
                Last = info.vid,
                IsPvid = (info.flags & IFLA_BRIDGE.BRIDGE_VLAN_INFO_PVID) != 0,
                IsUntagged = (info.flags & IFLA_BRIDGE.BRIDGE_VLAN_INFO_UNTAGGED) != 0,
            });
            first = null;
        }

        if (first is not null)
            specific.Fail();
    }
}
