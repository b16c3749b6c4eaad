using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using CsCheck;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Rules, routes and a bridge's VLANs: what is written is read, and what is damaged is refused.</summary>
public sealed class RoutingCodecTests
{
    private static readonly Rule s_rule = new()
    {
        Family = AddressFamily.InterNetworkV6,
        Priority = 100,
        Source = IPNetwork.Parse("fd00::/13"),
        Destination = IPNetwork.Parse("fd00::7/128"),
        InputLink = "in0",
        OutputLink = "out0",
        Mark = 1,
        MarkMask = 3,
        TypeOfService = 4,
        IpProtocol = 17,
        SourcePorts = new PortRange(1, 2),
        DestinationPorts = new PortRange(3, 65535),
        Users = new UserRange(7, uint.MaxValue),
        IsInverted = true,
        Table = 70_000,
        SuppressPrefixLength = 64,
        SuppressGroup = 5,
        Protocol = 9,
    };

    private static readonly Route s_route = new()
    {
        Family = AddressFamily.InterNetwork,
        Destination = IPNetwork.Parse("10.0.0.0/9"),
        Scope = 0,
        Priority = 3,
        Mtu = 1300,
        Hops = [new RouteHop { Gateway = IPAddress.Parse("10.1.1.1"), Link = 2, Weight = 256 }, new RouteHop { Gateway = IPAddress.Parse("fd00::1"), Link = 3, OnLink = true }, new RouteHop { Link = 4 }],
    };

    [Fact]
    public void A_rule_is_read_as_it_was_written()
    {
        foreach (Rule rule in (Rule[])[s_rule, new() { Family = AddressFamily.InterNetwork, Priority = 0, Action = RuleAction.Goto, Goto = 7 }, new() { Family = AddressFamily.InterNetwork, Priority = 1, IsL3MasterDevice = true }])
            Assert.Equal(rule, RuleCodec.Read(Read(Rule(rule)), out _));
    }

    [Fact]
    public void A_route_is_read_as_it_was_written()
    {
        Route via = s_route with { Hops = [], Gateway = IPAddress.Parse("fd00::1"), Link = 7 };
        foreach (Route route in (Route[])[s_route, via, s_route with { Hops = [new RouteHop { Link = 1 }] }])
            Assert.Equal(route, RouteCodec.Read(Read(Route(route)), out _));
    }

    [Fact]
    public void Routes_are_the_same_when_their_hops_are()
    {
        Route same = s_route with { Hops = [.. s_route.Hops] };
        Assert.Equal(s_route, same);
        Assert.Equal(s_route.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(s_route, s_route with { Hops = [.. s_route.Hops.Reverse()] });
        Assert.NotEqual(s_route, s_route with { Hops = [] });
    }

    [Theory]
    [InlineData(5, 5, true)]
    [InlineData(1, 4094, false)]
    public void Vlans_are_read_as_they_were_written(int first, int last, bool pvid)
    {
        var vlan = new BridgeVlan { Link = 7, First = (ushort)first, Last = (ushort)last, IsPvid = pvid, IsUntagged = true, IsBridge = true };
        Assert.Equal([vlan], BridgeVlanCodec.Read(Read(Vlan(vlan)), out _));
    }

    [Theory]
    [InlineData("9E")]
    [InlineData("5B 6B")]
    [InlineData("5B 6")]
    [InlineData("6B 5E")]
    [InlineData("5BE")]
    [InlineData("5B")]
    public void A_row_of_vlans_has_two_ends(string row)
    {
        byte[] message = Message((ref NetlinkWriter writer) =>
        {
            writer.Write(new ifinfomsg { ifi_index = 7 });
            int specific = writer.BeginNested(IFLA.IFLA_AF_SPEC);
            foreach (string one in row.Split(' '))
            {
                int flags = (one.Contains('B') ? IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_BEGIN : 0) | (one.Contains('E') ? IFLA_BRIDGE.BRIDGE_VLAN_INFO_RANGE_END : 0);
                writer.Attribute(IFLA_BRIDGE.IFLA_BRIDGE_VLAN_INFO, new bridge_vlan_info { flags = (ushort)flags, vid = (ushort)(one[0] - '0') });
            }

            writer.EndNested(specific);
        });
        Assert.Null(BridgeVlanCodec.Read(Read(message), out NetlinkFormatError error));
        Assert.Equal(NetlinkFormatError.Value, error);
    }

    [Theory]
    [InlineData(new byte[] { }, NetlinkFormatError.AttributeLength)]
    [InlineData(new byte[] { 10 }, NetlinkFormatError.AttributeLength)]
    [InlineData(new byte[] { 10, 0, 1 }, NetlinkFormatError.AttributeLength)]
    [InlineData(new byte[] { 2, 0, 10, 0, 0, 1, 0 }, NetlinkFormatError.AttributeLength)]
    [InlineData(new byte[] { 28, 0, 1 }, NetlinkFormatError.None)]
    public void A_gateway_has_its_family_s_length(byte[] via, NetlinkFormatError expected)
    {
        byte[] message = Message((ref NetlinkWriter writer) =>
        {
            writer.Write(new rtmsg { rtm_family = 2 });
            writer.Attribute(RTA.RTA_VIA, via);
        });
        Assert.Null(RouteCodec.Read(Read(message), out NetlinkFormatError error)?.Gateway);
        Assert.Equal(expected, error);
    }

    [Fact]
    public void Damage_is_an_error_and_never_more()
    {
        byte[][] samples = [Rule(s_rule), Route(s_route), Vlan(new BridgeVlan { Link = 7, First = 5, Last = 9 })];
        Gen.Select(Gen.Int[0, samples.Length - 1], Gen.Int[16, 300], Gen.Byte, Gen.Int[16, 300], Gen.Byte).Sample(damage =>
        {
            byte[] bytes = [.. samples[damage.Item1]];
            bytes[damage.Item2 % bytes.Length] = damage.Item3;
            bytes[damage.Item4 % bytes.Length] ^= damage.Item5;
            Try(bytes);
        }, iter: 20_000);
    }

    [Fact]
    public void Every_prefix_is_read_or_refused()
    {
        foreach (byte[] whole in (byte[][])[Rule(s_rule), Route(s_route), Vlan(new BridgeVlan { Link = 7, First = 5, Last = 9 })])
        {
            for (int length = 16; length < whole.Length; length++)
            {
                byte[] bytes = whole[..length];
                BinaryPrimitives.WriteInt32LittleEndian(bytes, length);
                Try(bytes);
            }
        }
    }

    private static void Try(ReadOnlySpan<byte> bytes)
    {
        var messages = new NetlinkMessageReader(bytes);
        while (messages.MoveNext())
        {
            Assert.Equal(RuleCodec.Read(messages, out NetlinkFormatError rule) is null, rule != NetlinkFormatError.None);
            Assert.Equal(RouteCodec.Read(messages, out NetlinkFormatError route) is null, route != NetlinkFormatError.None);
            Assert.Equal(BridgeVlanCodec.Read(messages, out NetlinkFormatError vlan) is null, vlan != NetlinkFormatError.None);
        }
    }

    private static byte[] Rule(Rule rule) => Message((ref NetlinkWriter writer) => RuleCodec.Write(ref writer, rule));

    private static byte[] Route(Route route) => Message((ref NetlinkWriter writer) => RouteCodec.Write(ref writer, route));

    private static byte[] Vlan(BridgeVlan vlan) => Message((ref NetlinkWriter writer) => BridgeVlanCodec.Write(ref writer, vlan));

    private delegate void Writing(ref NetlinkWriter writer);

    private static byte[] Message(Writing write)
    {
        var writer = new NetlinkWriter(new byte[1024]);
        writer.BeginMessage(RTM.RTM_NEWLINK, 0);
        write(ref writer);
        writer.EndMessage();
        return writer.Written.ToArray();
    }

    private static NetlinkMessageReader Read(byte[] message)
    {
        var reader = new NetlinkMessageReader(message);
        Assert.True(reader.MoveNext());
        return reader;
    }
}
