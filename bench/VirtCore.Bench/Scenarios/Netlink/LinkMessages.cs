using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>The two messages of a link that are read and written over and over: one of the kernel's, and the one that the floor writes too.</summary>
internal static class LinkMessages
{
    private const int LoopbackAndFirst = 2;

    private static readonly LinkSettings s_settings = new()
    {
        Name = "br0",
        Address = MacAddress.Parse("52:54:00:12:34:56"),
        Mtu = 1400,
        TxQueueLength = 500,
        Alias = "guests",
        Group = 7,
        TxQueues = 1,
        RxQueues = 1,
        IsUp = true,
    };

    private static readonly BridgeLink s_bridge = new()
    {
        ForwardDelay = TimeSpan.FromSeconds(4),
        HelloTime = TimeSpan.FromSeconds(3),
        MaxAge = TimeSpan.FromSeconds(10),
        AgeingTime = TimeSpan.FromSeconds(60),
        Stp = true,
        Priority = 4096,
        GroupForwardMask = 8,
        MulticastSnooping = false,
    };

    private static readonly KernelBridge s_kernelBridge = new();

    private static readonly rtnl_link_stats64 s_statistics = new() { rx_packets = 1, tx_packets = 2, rx_bytes = 3, tx_bytes = 4 };

    /// <summary>What the kernel says of a veth that is a port of a bridge.</summary>
    public static byte[] Receive()
    {
        using BenchNetwork network = BenchNetwork.Create();
        network.MakePairs(1);
        Link bridge = network.Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        network.Route.ChangeLink("a0", new LinkSettings { Master = bridge.Index });
        byte[] buffer = new byte[8192];
        var writer = new NetlinkWriter(buffer);
        using NetlinkReplies<int> replies = network.Route.Connection.Send(
            RTM.RTM_GETLINK, NL.NLM_F_ACK, LoopbackAndFirst, static (ref writer, index) => writer.Write(new ifinfomsg { ifi_index = index }), static _ => "read a link");
        while (replies.MoveNext())
        {
            writer.BeginMessage(replies.Current.Type, replies.Current.Flags);
            writer.WriteRaw(replies.Current.Payload);
            writer.EndMessage();
        }

        return writer.Written.ToArray();
    }

    /// <summary>A bridge with all its settings and statistics, as one writes it who has them as the kernel does: what the floor does.</summary>
    public static int Write(Span<byte> buffer)
    {
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(RTM.RTM_NEWLINK, NL.NLM_F_REQUEST, sequence: 7);
        writer.Write(new ifinfomsg { ifi_index = 9, ifi_flags = (uint)LinkFlags.Up, ifi_change = (uint)LinkFlags.Up });
        KernelBridge bridge = s_kernelBridge;
        writer.Attribute(IFLA.IFLA_IFNAME, bridge.Name);
        writer.Attribute(IFLA.IFLA_ADDRESS, bridge.Address);
        writer.Attribute(IFLA.IFLA_MTU, bridge.Mtu);
        writer.Attribute(IFLA.IFLA_TXQLEN, bridge.TxQueueLength);
        writer.Attribute(IFLA.IFLA_IFALIAS, bridge.Alias);
        writer.Attribute(IFLA.IFLA_GROUP, bridge.Group);
        writer.Attribute(IFLA.IFLA_NUM_TX_QUEUES, bridge.Queues);
        writer.Attribute(IFLA.IFLA_NUM_RX_QUEUES, bridge.Queues);
        int info = writer.BeginNested(IFLA.IFLA_LINKINFO);
        writer.Attribute(IFLA_INFO.IFLA_INFO_KIND, bridge.Kind);
        int data = writer.BeginNested(IFLA_INFO.IFLA_INFO_DATA);
        writer.Attribute(IFLA_BR.IFLA_BR_FORWARD_DELAY, bridge.ForwardDelay);
        writer.Attribute(IFLA_BR.IFLA_BR_HELLO_TIME, bridge.HelloTime);
        writer.Attribute(IFLA_BR.IFLA_BR_MAX_AGE, bridge.MaxAge);
        writer.Attribute(IFLA_BR.IFLA_BR_AGEING_TIME, bridge.AgeingTime);
        writer.Attribute(IFLA_BR.IFLA_BR_STP_STATE, bridge.Stp);
        writer.Attribute(IFLA_BR.IFLA_BR_PRIORITY, bridge.Priority);
        writer.Attribute(IFLA_BR.IFLA_BR_GROUP_FWD_MASK, bridge.GroupForwardMask);
        writer.Attribute(IFLA_BR.IFLA_BR_MCAST_SNOOPING, bridge.MulticastSnooping);
        writer.EndNested(data);
        writer.EndNested(info);
        writer.Attribute(IFLA.IFLA_STATS64, MemoryMarshal.AsBytes(new ReadOnlySpan<rtnl_link_stats64>(in bridge.Statistics)));
        writer.EndMessage();
        return writer.Written.Length;
    }

    /// <summary>The same from records: settings that may be missing, and texts in UTF-16.</summary>
    public static int Encode(Span<byte> buffer)
    {
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(RTM.RTM_NEWLINK, NL.NLM_F_REQUEST, sequence: 7);
        LinkCodec.Write(ref writer, 9, s_settings, s_bridge);
        writer.Attribute(IFLA.IFLA_STATS64, MemoryMarshal.AsBytes(new ReadOnlySpan<rtnl_link_stats64>(in s_statistics)));
        writer.EndMessage();
        return writer.Written.Length;
    }

    /// <summary>Reads a message as a dump's loop would.</summary>
    public static ulong Decode(ReadOnlySpan<byte> message)
    {
        var messages = new NetlinkMessageReader(message);
        return messages.MoveNext() && LinkReader.TryRead(messages, out LinkReader link, out _) ? LinkSum.Of(link) : 0;
    }
}
