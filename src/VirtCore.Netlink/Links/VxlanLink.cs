using System.Net;
using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>Ethernet in UDP: one network of a VXLAN.</summary>
public sealed record VxlanLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "vxlan";

    /// <summary>Its number, of 24 bits. (<c>IFLA_VXLAN_ID</c>)</summary>
    public uint? Id { get; init; }

    /// <summary>The multicast group, or the one other end. (<c>IFLA_VXLAN_GROUP</c>, <c>IFLA_VXLAN_GROUP6</c>)</summary>
    public IPAddress? Group { get; init; }

    /// <summary>The address that it sends from. (<c>IFLA_VXLAN_LOCAL</c>, <c>IFLA_VXLAN_LOCAL6</c>)</summary>
    public IPAddress? Local { get; init; }

    /// <summary>The link that it goes out by. (<c>IFLA_VXLAN_LINK</c>)</summary>
    public int? Parent { get; init; }

    /// <summary>The UDP port; 4789 is the standard's, the kernel's default is 8472. (<c>IFLA_VXLAN_PORT</c>)</summary>
    public ushort? Port { get; init; }

    /// <summary>Its packets' time to live; 0 inherits it. (<c>IFLA_VXLAN_TTL</c>)</summary>
    public byte? Ttl { get; init; }

    /// <summary>Whether it learns where addresses are. (<c>IFLA_VXLAN_LEARNING</c>)</summary>
    public bool? Learning { get; init; }

    /// <summary>How long it remembers that, in seconds. (<c>IFLA_VXLAN_AGEING</c>)</summary>
    public TimeSpan? AgeingTime { get; init; }

    /// <summary>Whether it answers ARP by itself. (<c>IFLA_VXLAN_PROXY</c>)</summary>
    public bool? Proxy { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Id is { } id)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_ID, id);
        if (Group is { } group)
            writer.AttributeAddress(group.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IFLA_VXLAN.IFLA_VXLAN_GROUP6 : IFLA_VXLAN.IFLA_VXLAN_GROUP, group);
        if (Local is { } local)
            writer.AttributeAddress(local.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6 ? IFLA_VXLAN.IFLA_VXLAN_LOCAL6 : IFLA_VXLAN.IFLA_VXLAN_LOCAL, local);
        if (Parent is { } parent)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_LINK, parent);
        if (Port is { } port)
            writer.AttributeBigEndian(IFLA_VXLAN.IFLA_VXLAN_PORT, port);
        if (Ttl is { } ttl)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_TTL, ttl);
        if (Learning is { } learning)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_LEARNING, learning ? (byte)1 : (byte)0);
        if (AgeingTime is { } ageingTime)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_AGEING, (uint)ageingTime.TotalSeconds);
        if (Proxy is { } proxy)
            writer.Attribute(IFLA_VXLAN.IFLA_VXLAN_PROXY, proxy ? (byte)1 : (byte)0);
    }

    internal static VxlanLink Read(ref NetlinkAttributeReader data)
    {
        var result = new VxlanLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_VXLAN.IFLA_VXLAN_ID:
                    result = result with { Id = data.Get<uint>() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_GROUP or IFLA_VXLAN.IFLA_VXLAN_GROUP6:
                    result = result with { Group = data.GetAddress() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_LOCAL or IFLA_VXLAN.IFLA_VXLAN_LOCAL6:
                    result = result with { Local = data.GetAddress() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_LINK:
                    result = result with { Parent = data.Get<int>() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_PORT:
                    result = result with { Port = data.GetUInt16BigEndian() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_TTL:
                    result = result with { Ttl = data.Get<byte>() };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_LEARNING:
                    result = result with { Learning = data.Get<byte>() != 0 };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_AGEING:
                    result = result with { AgeingTime = TimeSpan.FromSeconds(data.Get<uint>()) };
                    break;
                case IFLA_VXLAN.IFLA_VXLAN_PROXY:
                    result = result with { Proxy = data.Get<byte>() != 0 };
                    break;
            }
        }

        return result;
    }
}
