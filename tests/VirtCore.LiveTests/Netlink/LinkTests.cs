using System.Text.Json;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Links made here and read by iproute2, and the other way round.</summary>
public sealed class LinkTests : NetlinkTest
{
    [Fact]
    public void A_new_namespace_has_its_loopback()
    {
        Link link = Assert.Single(Route.GetLinks());
        Assert.Equal(("lo", 1, true, false), (link.Name, link.Index, (link.Flags & LinkFlags.Loopback) != 0, link.IsUp));
        Assert.NotNull(link.Statistics);
    }

    [Fact]
    public void A_bridge_is_what_it_was_made_as()
    {
        var mac = MacAddress.Parse("52:54:00:12:34:56");
        var bridge = new BridgeLink
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
        Link made = Route.CreateLink(bridge, new LinkSettings { Name = "br0", Address = mac, Mtu = 1400, IsUp = true, Alias = "guests", TxQueueLength = 500 });
        Assert.Equal(("br0", "bridge", mac, 1400u, "guests", 500u, true), (made.Name, made.Kind, made.Address, made.Mtu, made.Alias, made.TxQueueLength, made.IsUp));
        JsonElement said = Assert.Single(Ip("link", "show", "br0").EnumerateArray());
        Assert.Equal(("52:54:00:12:34:56", 1400, "guests"), (Text(said, "address"), Number(said, "mtu"), Text(said, "ifalias")));
        JsonElement data = said.GetProperty("linkinfo").GetProperty("info_data");
        Assert.Equal((400, 300, 1000, 6000, 1, 4096, 0), (Number(data, "forward_delay"), Number(data, "hello_time"), Number(data, "max_age"), Number(data, "ageing_time"), Number(data, "stp_state"), Number(data, "priority"), Number(data, "mcast_snooping")));
        BridgeLink read = Assert.IsType<BridgeLink>(made.Settings);
        Assert.Equal(bridge, read with { VlanFiltering = null, VlanProtocol = null, VlanDefaultPvid = null, MulticastQuerier = null });
    }

    [Fact]
    public void A_pair_has_its_ends_in_two_namespaces()
    {
        using NetworkNamespace other = NetworkNamespace.Create();
        using Rtnetlink there = Rtnetlink.Open(other);
        Link made = Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "in0", NetworkNamespace = other.Handle, Mtu = 1300 } }, new LinkSettings { Name = "out0" });
        Assert.True(there.TryGetLink("in0", out Link? peer));
        Assert.Equal((made.Parent, 1300u, "veth"), (peer.Index, peer.Mtu, peer.Kind));
        Assert.False(Route.TryGetLink("in0", out _));
        Assert.Equal("in0", Text(Assert.Single(IpIn(other, "link", "show", "in0").EnumerateArray()), "ifname"));
    }

    [Fact]
    public void A_port_is_isolated_and_taken_out_again()
    {
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        Link made = Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "b" } }, new LinkSettings { Name = "a" });
        Route.ChangeLink(made.Index, new LinkSettings { Master = bridge.Index });
        var wanted = new BridgePort { Isolated = true, Hairpin = true, Learning = false, Guard = true, Cost = 7 };
        Route.ChangeLink(made.Index, new LinkSettings { Port = wanted });
        Assert.True(Route.TryGetLink(made.Index, out Link? port));
        Assert.Equal(bridge.Index, port.Master);
        Assert.Equal(wanted, new BridgePort { Isolated = port.Port!.Isolated, Hairpin = port.Port.Hairpin, Learning = port.Port.Learning, Guard = port.Port.Guard, Cost = port.Port.Cost });
        JsonElement data = Assert.Single(Ip("link", "show", "a").EnumerateArray()).GetProperty("linkinfo").GetProperty("info_slave_data");
        Assert.Equal((true, true, false, true, 7), (data.GetProperty("isolated").GetBoolean(), data.GetProperty("hairpin").GetBoolean(), data.GetProperty("learning").GetBoolean(), data.GetProperty("guard").GetBoolean(), Number(data, "cost")));
        Route.ChangeLink(made.Index, new LinkSettings { Master = 0 });
        Assert.True(Route.TryGetLink(made.Index, out port));
        Assert.Null(port.Master);
    }

    [Fact]
    public void What_ip_has_made_is_read()
    {
        RunIn(Namespace, Requires.Ip(), ["link", "add", "br7", "address", "52:54:00:aa:bb:cc", "mtu", "1280", "type", "bridge", "stp_state", "1", "ageing_time", "12300"]);
        RunIn(Namespace, Requires.Ip(), ["link", "property", "add", "dev", "br7", "altname", "a-name-that-is-longer-than-fifteen"]);
        Assert.True(Route.TryGetLink("a-name-that-is-longer-than-fifteen", out Link? link));
        Assert.Equal(("br7", MacAddress.Parse("52:54:00:aa:bb:cc"), 1280u), (link.Name, link.Address, link.Mtu));
        Assert.Equal(["a-name-that-is-longer-than-fifteen"], link.AlternativeNames);
        BridgeLink bridge = Assert.IsType<BridgeLink>(link.Settings);
        Assert.Equal((true, TimeSpan.FromSeconds(123)), (bridge.Stp, bridge.AgeingTime));
    }

    [Fact]
    public void A_name_that_is_no_UTF8_hides_no_link()
    {
        RunIn(Namespace, "sh", ["-c", "\"$0\" link add \"$(printf '\\377x')\" type bridge", Requires.Ip()]);
        Link named = Route.GetLinks().Single(static link => link.Kind == "bridge");
        Assert.Equal("\uFFFDx", named.Name);
        Assert.True(Route.DeleteLink(named.Index));
        Assert.Single(Route.GetLinks());
    }

    [Fact]
    public void Names_come_and_go()
    {
        Link made = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        Route.AddAlternativeName(made.Index, "the-first-of-two");
        Route.AddAlternativeName(made.Index, "the-second");
        Route.RemoveAlternativeName(made.Index, "the-first-of-two");
        Route.ChangeLink(made.Index, new LinkSettings { Name = "br1" });
        Assert.True(Route.TryGetLink(made.Index, out Link? link));
        Assert.Equal(("br1", "the-second"), (link.Name, Assert.Single(link.AlternativeNames)));
        Assert.Equal("br1", Text(Ip("link", "show", "the-second")[0], "ifname"));
        Assert.True(Route.DeleteLink(made.Index));
        Assert.False(Route.DeleteLink(made.Index));
        Assert.False(Route.TryGetLink(made.Index, out _));
    }

    [Fact]
    public void A_refusal_has_the_kernels_words()
    {
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        NetlinkException taken = Assert.Throws<NetlinkException>(() => Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" }));
        Assert.Equal((EEXIST, "create bridge \"br0\""), (taken.Errno, taken.Operation));
        NetlinkException unknown = Assert.Throws<NetlinkException>(() => Route.CreateLink(new UnknownLink("no-such-kind"), new LinkSettings { Name = "x0" }));
        Assert.Equal(EOPNOTSUPP, unknown.Errno);
        NetlinkException mtu = Assert.Throws<NetlinkException>(() => Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br1", Mtu = 1 << 20 }));
        Assert.NotNull(mtu.KernelMessage);
        Assert.False(Route.TryGetLink("br1", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a-name-that-is-too-long")]
    [InlineData("a/b")]
    [InlineData("a b")]
    [InlineData("..")]
    public void A_name_that_is_none_is_refused_here(string name) =>
        Assert.ThrowsAny<ArgumentException>(() => Route.CreateLink(new BridgeLink(), new LinkSettings { Name = name }));

    [Fact]
    public void A_dump_that_is_left_early_does_not_meet_the_next_request()
    {
        for (int i = 0; i < 300; i++)
            Route.CreateLink(new BridgeLink(), new LinkSettings { Name = $"br{i}" });
        for (int i = 0; i < 20; i++)
        {
            using (NetlinkReplies<int> replies = Route.Connection.Send(RTM.RTM_GETLINK, NL.NLM_F_DUMP, 0, static (ref writer, _) => writer.Write(default(ifinfomsg)), static _ => "list"))
                replies.MoveNext();
            Assert.Equal(301, Route.GetLinks().Count);
        }
    }

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
