using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>One VLAN of its parent.</summary>
public sealed record VlanLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "vlan";

    /// <summary>The VLAN, 0 to 4094. (<c>IFLA_VLAN_ID</c>)</summary>
    public ushort? Id { get; init; }

    /// <summary>The EtherType: 0x8100 or 0x88A8. (<c>IFLA_VLAN_PROTOCOL</c>)</summary>
    public ushort? Protocol { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Id is { } id)
            writer.Attribute(IFLA_VLAN.IFLA_VLAN_ID, id);
        if (Protocol is { } protocol)
            writer.AttributeBigEndian(IFLA_VLAN.IFLA_VLAN_PROTOCOL, protocol);
    }

    internal static VlanLink Read(ref NetlinkAttributeReader data)
    {
        var result = new VlanLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_VLAN.IFLA_VLAN_ID:
                    result = result with { Id = data.Get<ushort>() };
                    break;
                case IFLA_VLAN.IFLA_VLAN_PROTOCOL:
                    result = result with { Protocol = data.GetUInt16BigEndian() };
                    break;
            }
        }

        return result;
    }
}
