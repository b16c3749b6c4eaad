using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>What a link is as a port of a bridge. In a request, what is null is left as it is.</summary>
public sealed record BridgePort
{
    /// <summary>What it does with frames. (<c>IFLA_BRPORT_STATE</c>)</summary>
    public BridgePortState? State { get; init; }

    /// <summary>Its priority for STP, 0 to 63. (<c>IFLA_BRPORT_PRIORITY</c>)</summary>
    public ushort? Priority { get; init; }

    /// <summary>What a way over it costs, for STP. (<c>IFLA_BRPORT_COST</c>)</summary>
    public uint? Cost { get; init; }

    /// <summary>Whether frames may go back where they came from. (<c>IFLA_BRPORT_MODE</c>)</summary>
    public bool? Hairpin { get; init; }

    /// <summary>Whether STP messages that come here switch it off. (<c>IFLA_BRPORT_GUARD</c>)</summary>
    public bool? Guard { get; init; }

    /// <summary>Whether it may not lead to the root of the tree. (<c>IFLA_BRPORT_PROTECT</c>)</summary>
    public bool? RootBlock { get; init; }

    /// <summary>Whether a multicast that is left ends at once. (<c>IFLA_BRPORT_FAST_LEAVE</c>)</summary>
    public bool? FastLeave { get; init; }

    /// <summary>Whether addresses are learnt here. (<c>IFLA_BRPORT_LEARNING</c>)</summary>
    public bool? Learning { get; init; }

    /// <summary>Whether frames to unknown addresses go out here. (<c>IFLA_BRPORT_UNICAST_FLOOD</c>)</summary>
    public bool? UnicastFlood { get; init; }

    /// <summary>Whether multicast that nobody asked for goes out here. (<c>IFLA_BRPORT_MCAST_FLOOD</c>)</summary>
    public bool? MulticastFlood { get; init; }

    /// <summary>Whether broadcast goes out here. (<c>IFLA_BRPORT_BCAST_FLOOD</c>)</summary>
    public bool? BroadcastFlood { get; init; }

    /// <summary>Whether ARP is answered for others here. (<c>IFLA_BRPORT_PROXYARP</c>)</summary>
    public bool? ProxyArp { get; init; }

    /// <summary>Whether ARP and neighbour discovery are kept from going out here. (<c>IFLA_BRPORT_NEIGH_SUPPRESS</c>)</summary>
    public bool? NeighbourSuppression { get; init; }

    /// <summary>Whether it speaks only to ports that are not isolated. (<c>IFLA_BRPORT_ISOLATED</c>)</summary>
    public bool? Isolated { get; init; }

    /// <summary>Whether only known addresses may send here (Linux 5.18). (<c>IFLA_BRPORT_LOCKED</c>)</summary>
    public bool? Locked { get; init; }

    internal void WriteData(ref NetlinkWriter writer)
    {
        if (State is { } state)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_STATE, (byte)state);
        if (Priority is { } priority)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_PRIORITY, priority);
        if (Cost is { } cost)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_COST, cost);
        if (Hairpin is { } hairpin)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_MODE, hairpin ? (byte)1 : (byte)0);
        if (Guard is { } guard)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_GUARD, guard ? (byte)1 : (byte)0);
        if (RootBlock is { } rootBlock)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_PROTECT, rootBlock ? (byte)1 : (byte)0);
        if (FastLeave is { } fastLeave)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_FAST_LEAVE, fastLeave ? (byte)1 : (byte)0);
        if (Learning is { } learning)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_LEARNING, learning ? (byte)1 : (byte)0);
        if (UnicastFlood is { } unicastFlood)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_UNICAST_FLOOD, unicastFlood ? (byte)1 : (byte)0);
        if (MulticastFlood is { } multicastFlood)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_MCAST_FLOOD, multicastFlood ? (byte)1 : (byte)0);
        if (BroadcastFlood is { } broadcastFlood)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_BCAST_FLOOD, broadcastFlood ? (byte)1 : (byte)0);
        if (ProxyArp is { } proxyArp)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_PROXYARP, proxyArp ? (byte)1 : (byte)0);
        if (NeighbourSuppression is { } neighbourSuppression)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_NEIGH_SUPPRESS, neighbourSuppression ? (byte)1 : (byte)0);
        if (Isolated is { } isolated)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_ISOLATED, isolated ? (byte)1 : (byte)0);
        if (Locked is { } locked)
            writer.Attribute(IFLA_BRPORT.IFLA_BRPORT_LOCKED, locked ? (byte)1 : (byte)0);
    }

    internal static BridgePort Read(ref NetlinkAttributeReader data)
    {
        var result = new BridgePort();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_BRPORT.IFLA_BRPORT_STATE:
                    result = result with { State = (BridgePortState)data.Get<byte>() };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_PRIORITY:
                    result = result with { Priority = data.Get<ushort>() };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_COST:
                    result = result with { Cost = data.Get<uint>() };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_MODE:
                    result = result with { Hairpin = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_GUARD:
                    result = result with { Guard = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_PROTECT:
                    result = result with { RootBlock = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_FAST_LEAVE:
                    result = result with { FastLeave = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_LEARNING:
                    result = result with { Learning = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_UNICAST_FLOOD:
                    result = result with { UnicastFlood = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_MCAST_FLOOD:
                    result = result with { MulticastFlood = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_BCAST_FLOOD:
                    result = result with { BroadcastFlood = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_PROXYARP:
                    result = result with { ProxyArp = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_NEIGH_SUPPRESS:
                    result = result with { NeighbourSuppression = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_ISOLATED:
                    result = result with { Isolated = data.Get<byte>() != 0 };
                    break;
                case IFLA_BRPORT.IFLA_BRPORT_LOCKED:
                    result = result with { Locked = data.Get<byte>() != 0 };
                    break;
            }
        }

        return result;
    }
}
