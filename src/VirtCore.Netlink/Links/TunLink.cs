using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A tap or tun, as the kernel describes it. One is made by <see cref="Tap"/>, not by a message.</summary>
public sealed record TunLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "tun";

    /// <summary>The user who may open it. (<c>IFLA_TUN_OWNER</c>)</summary>
    public uint? Owner { get; init; }

    /// <summary>The group that may open it. (<c>IFLA_TUN_GROUP</c>)</summary>
    public uint? Group { get; init; }

    /// <summary>1 tun, 2 tap. (<c>IFLA_TUN_TYPE</c>)</summary>
    public byte? Type { get; init; }

    /// <summary>Whether frames have four bytes before them. (<c>IFLA_TUN_PI</c>)</summary>
    public bool? PacketInformation { get; init; }

    /// <summary>Whether frames have a virtio_net_hdr before them. (<c>IFLA_TUN_VNET_HDR</c>)</summary>
    public bool? VnetHeader { get; init; }

    /// <summary>Whether it stays when all its descriptors are closed. (<c>IFLA_TUN_PERSIST</c>)</summary>
    public bool? Persistent { get; init; }

    /// <summary>Whether it can have several queues. (<c>IFLA_TUN_MULTI_QUEUE</c>)</summary>
    public bool? MultiQueue { get; init; }

    /// <summary>How many it has. (<c>IFLA_TUN_NUM_QUEUES</c>)</summary>
    public uint? Queues { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (Owner is { } owner)
            writer.Attribute(IFLA_TUN.IFLA_TUN_OWNER, owner);
        if (Group is { } group)
            writer.Attribute(IFLA_TUN.IFLA_TUN_GROUP, group);
        if (Type is { } type)
            writer.Attribute(IFLA_TUN.IFLA_TUN_TYPE, type);
        if (PacketInformation is { } packetInformation)
            writer.Attribute(IFLA_TUN.IFLA_TUN_PI, packetInformation ? (byte)1 : (byte)0);
        if (VnetHeader is { } vnetHeader)
            writer.Attribute(IFLA_TUN.IFLA_TUN_VNET_HDR, vnetHeader ? (byte)1 : (byte)0);
        if (Persistent is { } persistent)
            writer.Attribute(IFLA_TUN.IFLA_TUN_PERSIST, persistent ? (byte)1 : (byte)0);
        if (MultiQueue is { } multiQueue)
            writer.Attribute(IFLA_TUN.IFLA_TUN_MULTI_QUEUE, multiQueue ? (byte)1 : (byte)0);
        if (Queues is { } queues)
            writer.Attribute(IFLA_TUN.IFLA_TUN_NUM_QUEUES, queues);
    }

    internal static TunLink Read(ref NetlinkAttributeReader data)
    {
        var result = new TunLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_TUN.IFLA_TUN_OWNER:
                    result = result with { Owner = data.Get<uint>() };
                    break;
                case IFLA_TUN.IFLA_TUN_GROUP:
                    result = result with { Group = data.Get<uint>() };
                    break;
                case IFLA_TUN.IFLA_TUN_TYPE:
                    result = result with { Type = data.Get<byte>() };
                    break;
                case IFLA_TUN.IFLA_TUN_PI:
                    result = result with { PacketInformation = data.Get<byte>() != 0 };
                    break;
                case IFLA_TUN.IFLA_TUN_VNET_HDR:
                    result = result with { VnetHeader = data.Get<byte>() != 0 };
                    break;
                case IFLA_TUN.IFLA_TUN_PERSIST:
                    result = result with { Persistent = data.Get<byte>() != 0 };
                    break;
                case IFLA_TUN.IFLA_TUN_MULTI_QUEUE:
                    result = result with { MultiQueue = data.Get<byte>() != 0 };
                    break;
                case IFLA_TUN.IFLA_TUN_NUM_QUEUES:
                    result = result with { Queues = data.Get<uint>() };
                    break;
            }
        }

        return result;
    }
}
