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

    /// <summary>A bridge with all its settings and statistics.</summary>
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
