using VirtCore.Interop.Uapi;

namespace VirtCore.Netlink;

/// <summary>A bridge: a switch in the kernel.</summary>
public sealed record BridgeLink : LinkKind
{
    /// <inheritdoc/>
    public override string Kind => "bridge";

    /// <summary>How long a port listens and learns before it forwards, in steps of 10 ms. (<c>IFLA_BR_FORWARD_DELAY</c>)</summary>
    public TimeSpan? ForwardDelay { get; init; }

    /// <summary>How often it says that it is there, for STP. (<c>IFLA_BR_HELLO_TIME</c>)</summary>
    public TimeSpan? HelloTime { get; init; }

    /// <summary>How long what others said counts, for STP. (<c>IFLA_BR_MAX_AGE</c>)</summary>
    public TimeSpan? MaxAge { get; init; }

    /// <summary>How long it remembers where an address is. (<c>IFLA_BR_AGEING_TIME</c>)</summary>
    public TimeSpan? AgeingTime { get; init; }

    /// <summary>Whether it speaks the spanning tree protocol. (<c>IFLA_BR_STP_STATE</c>)</summary>
    public bool? Stp { get; init; }

    /// <summary>Its priority for STP, 0 to 65535. (<c>IFLA_BR_PRIORITY</c>)</summary>
    public ushort? Priority { get; init; }

    /// <summary>Whether it keeps VLANs apart. (<c>IFLA_BR_VLAN_FILTERING</c>)</summary>
    public bool? VlanFiltering { get; init; }

    /// <summary>The EtherType of its VLANs: 0x8100 or 0x88A8. (<c>IFLA_BR_VLAN_PROTOCOL</c>)</summary>
    public ushort? VlanProtocol { get; init; }

    /// <summary>The VLAN of frames without one on new ports; 0 for none. (<c>IFLA_BR_VLAN_DEFAULT_PVID</c>)</summary>
    public ushort? VlanDefaultPvid { get; init; }

    /// <summary>Which reserved multicast addresses it forwards, a bit each. (<c>IFLA_BR_GROUP_FWD_MASK</c>)</summary>
    public ushort? GroupForwardMask { get; init; }

    /// <summary>Whether it learns who wants which multicast. (<c>IFLA_BR_MCAST_SNOOPING</c>)</summary>
    public bool? MulticastSnooping { get; init; }

    /// <summary>Whether it asks who wants which multicast. (<c>IFLA_BR_MCAST_QUERIER</c>)</summary>
    public bool? MulticastQuerier { get; init; }

    internal override void WriteData(ref NetlinkWriter writer)
    {
        if (ForwardDelay is { } forwardDelay)
            writer.Attribute(IFLA_BR.IFLA_BR_FORWARD_DELAY, HundredthsOf(forwardDelay));
        if (HelloTime is { } helloTime)
            writer.Attribute(IFLA_BR.IFLA_BR_HELLO_TIME, HundredthsOf(helloTime));
        if (MaxAge is { } maxAge)
            writer.Attribute(IFLA_BR.IFLA_BR_MAX_AGE, HundredthsOf(maxAge));
        if (AgeingTime is { } ageingTime)
            writer.Attribute(IFLA_BR.IFLA_BR_AGEING_TIME, HundredthsOf(ageingTime));
        if (Stp is { } stp)
            writer.Attribute(IFLA_BR.IFLA_BR_STP_STATE, stp ? 1u : 0u);
        if (Priority is { } priority)
            writer.Attribute(IFLA_BR.IFLA_BR_PRIORITY, priority);
        if (VlanFiltering is { } vlanFiltering)
            writer.Attribute(IFLA_BR.IFLA_BR_VLAN_FILTERING, vlanFiltering ? (byte)1 : (byte)0);
        if (VlanProtocol is { } vlanProtocol)
            writer.AttributeBigEndian(IFLA_BR.IFLA_BR_VLAN_PROTOCOL, vlanProtocol);
        if (VlanDefaultPvid is { } vlanDefaultPvid)
            writer.Attribute(IFLA_BR.IFLA_BR_VLAN_DEFAULT_PVID, vlanDefaultPvid);
        if (GroupForwardMask is { } groupForwardMask)
            writer.Attribute(IFLA_BR.IFLA_BR_GROUP_FWD_MASK, groupForwardMask);
        if (MulticastSnooping is { } multicastSnooping)
            writer.Attribute(IFLA_BR.IFLA_BR_MCAST_SNOOPING, multicastSnooping ? (byte)1 : (byte)0);
        if (MulticastQuerier is { } multicastQuerier)
            writer.Attribute(IFLA_BR.IFLA_BR_MCAST_QUERIER, multicastQuerier ? (byte)1 : (byte)0);
    }

    private static uint HundredthsOf(TimeSpan time) => (uint)(time.Ticks / (TimeSpan.TicksPerSecond / 100));

    internal static BridgeLink Read(ref NetlinkAttributeReader data)
    {
        var result = new BridgeLink();
        while (data.MoveNext())
        {
            switch (data.Type)
            {
                case IFLA_BR.IFLA_BR_FORWARD_DELAY:
                    result = result with { ForwardDelay = TimeSpan.FromMilliseconds(10.0 * data.Get<uint>()) };
                    break;
                case IFLA_BR.IFLA_BR_HELLO_TIME:
                    result = result with { HelloTime = TimeSpan.FromMilliseconds(10.0 * data.Get<uint>()) };
                    break;
                case IFLA_BR.IFLA_BR_MAX_AGE:
                    result = result with { MaxAge = TimeSpan.FromMilliseconds(10.0 * data.Get<uint>()) };
                    break;
                case IFLA_BR.IFLA_BR_AGEING_TIME:
                    result = result with { AgeingTime = TimeSpan.FromMilliseconds(10.0 * data.Get<uint>()) };
                    break;
                case IFLA_BR.IFLA_BR_STP_STATE:
                    result = result with { Stp = data.Get<uint>() != 0 };
                    break;
                case IFLA_BR.IFLA_BR_PRIORITY:
                    result = result with { Priority = data.Get<ushort>() };
                    break;
                case IFLA_BR.IFLA_BR_VLAN_FILTERING:
                    result = result with { VlanFiltering = data.Get<byte>() != 0 };
                    break;
                case IFLA_BR.IFLA_BR_VLAN_PROTOCOL:
                    result = result with { VlanProtocol = data.GetUInt16BigEndian() };
                    break;
                case IFLA_BR.IFLA_BR_VLAN_DEFAULT_PVID:
                    result = result with { VlanDefaultPvid = data.Get<ushort>() };
                    break;
                case IFLA_BR.IFLA_BR_GROUP_FWD_MASK:
                    result = result with { GroupForwardMask = data.Get<ushort>() };
                    break;
                case IFLA_BR.IFLA_BR_MCAST_SNOOPING:
                    result = result with { MulticastSnooping = data.Get<byte>() != 0 };
                    break;
                case IFLA_BR.IFLA_BR_MCAST_QUERIER:
                    result = result with { MulticastQuerier = data.Get<byte>() != 0 };
                    break;
            }
        }

        return result;
    }
}
