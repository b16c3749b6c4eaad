using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Every kind of link, made here and read by iproute2, and the other way round.</summary>
public sealed class LinkKindTests : NetlinkTest
{
    [Fact]
    public void A_vlan()
    {
        Link parent = Pair();
        var kind = new VlanLink { Id = 7, Protocol = 0x88A8 };
        Link made = Make(kind, new LinkSettings { Name = "x0", Parent = parent.Index });
        Assert.Equal((kind, parent.Index), (made.Settings, made.Parent));
        JsonElement said = Said("x0", "vlan");
        Assert.Equal(("802.1ad", 7), (Text(said, "protocol"), Number(said, "id")));
        RunIp("link", "add", "link", "v0", "name", "x1", "type", "vlan", "id", "4094");
        Assert.Equal(new VlanLink { Id = 4094, Protocol = 0x8100 }, Read("x1").Settings);
    }

    [Fact]
    public void A_vxlan()
    {
        Link parent = Pair();
        var kind = new VxlanLink
        {
            Id = 0xABCDEF,
            Group = IPAddress.Parse("239.1.1.1"),
            Local = IPAddress.Parse("10.0.0.1"),
            Parent = parent.Index,
            Port = 4789,
            Ttl = 5,
            Learning = false,
            AgeingTime = TimeSpan.FromSeconds(60),
            Proxy = true,
        };
        Assert.Equal(kind, Make(kind, new LinkSettings { Name = "x0" }).Settings);
        JsonElement said = Said("x0", "vxlan");
        Assert.Equal((0xABCDEF, "239.1.1.1", "10.0.0.1", "v0", 4789), (Number(said, "id"), Text(said, "group"), Text(said, "local"), Text(said, "link"), Number(said, "port")));
        Assert.Equal((5, false, 60, true), (Number(said, "ttl"), said.GetProperty("learning").GetBoolean(), Number(said, "ageing"), said.GetProperty("proxy").GetBoolean()));
        RunIp("link", "add", "x1", "type", "vxlan", "id", "78", "remote", "fd00::2", "local", "fd00::1", "dstport", "8472", "ttl", "7", "ageing", "100");
        Assert.Equal(
            new VxlanLink { Id = 78, Group = IPAddress.Parse("fd00::2"), Local = IPAddress.Parse("fd00::1"), Port = 8472, Ttl = 7, Learning = true, AgeingTime = TimeSpan.FromSeconds(100), Proxy = false }, Read("x1").Settings);
    }

    [Fact]
    public async Task A_bond()
    {
        var kind = new BondLink { Mode = BondMode.ActiveBackup, MonitorInterval = TimeSpan.FromMilliseconds(100), UpDelay = TimeSpan.FromMilliseconds(200), DownDelay = TimeSpan.FromMilliseconds(300), TransmitHashPolicy = 1 };
        Link made = Make(kind, new LinkSettings { Name = "x0" });
        Assert.Equal(kind, made.Settings);
        JsonElement said = Said("x0", "bond");
        Assert.Equal(("active-backup", 100, 200, 300, "layer3+4"), (Text(said, "mode"), Number(said, "miimon"), Number(said, "updelay"), Number(said, "downdelay"), Text(said, "xmit_hash_policy")));
        Route.ChangeLink(made.Index, new LinkSettings { IsUp = true });
        Link first = Port("v0", "v1", made.Index), second = Port("v2", "v3", made.Index);
        await WhenUpAsync(() => Route.ChangeLink(made.Index, new LinkSettings(), new BondLink { ActivePort = second.Index }));
        Assert.Equal((kind with { ActivePort = second.Index }, made.Index, made.Index), (Read("x0").Settings, Read("v0").Master, Read("v2").Master));
        Assert.Equal("v2", Text(Said("x0", "bond"), "active_slave"));
        Route.ChangeLink(first.Index, new LinkSettings { Master = 0 });
        Assert.Null(Read("v0").Master);
        RunIp("link", "add", "x1", "type", "bond", "mode", "802.3ad", "miimon", "50", "xmit_hash_policy", "layer2+3");
        Assert.Equal(new BondLink { Mode = BondMode.Lacp, MonitorInterval = TimeSpan.FromMilliseconds(50), UpDelay = TimeSpan.Zero, DownDelay = TimeSpan.Zero, TransmitHashPolicy = 2 }, Read("x1").Settings);
    }

    [Theory]
    [InlineData("macvlan", MacvlanMode.Private, "private")]
    [InlineData("macvlan", MacvlanMode.Vepa, "vepa")]
    [InlineData("macvlan", MacvlanMode.Bridge, "bridge")]
    [InlineData("macvlan", MacvlanMode.Passthru, "passthru")]
    [InlineData("macvlan", MacvlanMode.Source, "source")]
    [InlineData("macvtap", MacvlanMode.Private, "private")]
    [InlineData("macvtap", MacvlanMode.Vepa, "vepa")]
    [InlineData("macvtap", MacvlanMode.Bridge, "bridge")]
    [InlineData("macvtap", MacvlanMode.Passthru, "passthru")]
    public void A_macvlan_or_macvtap(string name, MacvlanMode mode, string word)
    {
        Link parent = Pair();
        ushort flags = mode == MacvlanMode.Passthru ? (ushort)1 : (ushort)0;
        LinkKind kind = name == "macvlan" ? new MacvlanLink { Mode = mode, Flags = flags } : new MacvtapLink { Mode = mode, Flags = flags };
        Link made = Make(kind, new LinkSettings { Name = "x0", Parent = parent.Index });
        Assert.Equal((kind, parent.Index), (made.Settings, made.Parent));
        Assert.Equal(word, Text(Said("x0", name), "mode"));
        Assert.True(Route.DeleteLink(made.Index));
        RunIp(["link", "add", "link", "v0", "name", "x1", "type", name, "mode", word, .. (string[])(flags == 1 ? ["nopromisc"] : [])]);
        Assert.Equal(kind, Read("x1").Settings);
    }

    [Theory]
    [InlineData("dummy")]
    [InlineData("ifb")]
    public void A_link_without_settings_of_its_own(string name)
    {
        LinkKind kind = name == "dummy" ? new DummyLink() : new IfbLink();
        var mac = MacAddress.Parse("52:54:00:00:00:05");
        Link made = Make(kind, new LinkSettings { Name = "x0", Address = mac, Mtu = 1300, TxQueueLength = 77, Group = 5, IsUp = true });
        Assert.Equal((kind, mac, 1300u, 77u, 5u, true), (made.Settings, made.Address, made.Mtu, made.TxQueueLength, made.Group, made.IsUp));
        JsonElement said = Ip("link", "show", "x0")[0];
        Assert.Equal((name, "52:54:00:00:00:05", 1300, 77, "5"), (Text(said.GetProperty("linkinfo"), "info_kind"), Text(said, "address"), Number(said, "mtu"), Number(said, "txqlen"), Text(said, "group")));
        RunIp("link", "add", "name", "x1", "address", "52:54:00:00:00:06", "mtu", "1290", "txqueuelen", "66", "type", name);
        RunIp("link", "set", "dev", "x1", "group", "6", "alias", "by ip", "up");
        Link read = Read("x1");
        Assert.Equal((kind, MacAddress.Parse("52:54:00:00:00:06"), 1290u, 66u, 6u, "by ip", true), (read.Settings, read.Address, read.Mtu, read.TxQueueLength, read.Group, read.Alias, read.IsUp));
    }

    [Theory]
    [InlineData(Ipv6AddressGeneration.None, "none")]
    [InlineData(Ipv6AddressGeneration.Random, "random")]
    public void A_link_is_told_how_it_comes_to_its_address(Ipv6AddressGeneration mode, string word)
    {
        Link made = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", Ipv6AddressGeneration = mode, IsUp = true });
        Assert.Equal((mode, true), (made.Ipv6AddressGeneration, made.IsUp));
        Assert.Equal(word, Text(Ip("link", "show", "br0")[0], "inet6_addr_gen_mode"));
        RunIp("link", "set", "dev", "br0", "addrgenmode", "eui64");
        Assert.Equal(Ipv6AddressGeneration.Eui64, Read("br0").Ipv6AddressGeneration);
    }

    [Fact]
    public void A_link_goes_to_another_namespace_and_comes_back()
    {
        using NetworkNamespace other = NetworkNamespace.Create();
        using Rtnetlink there = Rtnetlink.Open(other);
        Link pair = Pair();
        Route.ChangeLink(pair.Index, new LinkSettings { NetworkNamespace = other.Handle, Name = "moved" });
        Assert.False(Route.TryGetLink(pair.Index, out _));
        Assert.True(there.TryGetLink("moved", out Link? moved));
        Assert.Equal((pair.Address, pair.Parent), (moved.Address, moved.Parent));
        Assert.NotNull(moved.ParentNamespaceId);
        Assert.Equal("moved", Text(IpIn(other, "link", "show", "moved")[0], "ifname"));
        there.ChangeLink(moved.Index, new LinkSettings { NetworkNamespace = Namespace.Handle, Name = "v0" });
        Assert.Null(Read("v0").ParentNamespaceId);
        RunIp("link", "set", "dev", "v0", "netns", PathOf(other));
        Assert.True(there.TryGetLink("v0", out _));
        Assert.False(Route.TryGetLink("v0", out _));
    }

    [Fact]
    public void A_pair_that_ip_has_made_into_two_namespaces_is_read()
    {
        using NetworkNamespace other = NetworkNamespace.Create();
        using Rtnetlink there = Rtnetlink.Open(other);
        RunIp("link", "add", "name", "v0", "type", "veth", "peer", "name", "v1", "netns", PathOf(other));
        Assert.True(there.TryGetLink("v1", out Link? peer));
        Link own = Read("v0");
        Assert.Equal((peer.Index, own.Index), (own.Parent, peer.Parent));
        Assert.NotNull(own.ParentNamespaceId);
        Assert.IsType<VethLink>(own.Settings);
        JsonElement said = Ip("link", "show", "v0")[0];
        Assert.Equal((Number(said, "link_index"), Number(said, "link_netnsid")), (own.Parent, own.ParentNamespaceId));
    }

    [Fact]
    public void What_a_pair_cannot_be_made_with_is_refused_here()
    {
        foreach (LinkSettings peer in (LinkSettings[])[new() { Name = "v1", IsUp = true }, new() { Name = "v1", Master = 1 }, new() { Name = "v1", Alias = "x" }])
            Assert.Throws<ArgumentException>(() => Route.CreateLink(new VethLink { Peer = peer }, new LinkSettings { Name = "v0" }));
        Assert.Single(Route.GetLinks());
    }

    private Link Pair() => Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "v1" } }, new LinkSettings { Name = "v0" });

    private Link Port(string name, string peer, int bond)
    {
        Link port = Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = peer } }, new LinkSettings { Name = name });
        Route.ChangeLink(port.Parent!.Value, new LinkSettings { IsUp = true });
        Route.ChangeLink(port.Index, new LinkSettings { Master = bond });
        return port;
    }

    // A bond looks now and then whether its ports are up, and refuses one that is not yet.
    private static async Task WhenUpAsync(Action choose)
    {
        long start = Stopwatch.GetTimestamp();
        for (int pause = 1; ; pause = Math.Min(2 * pause, 250))
        {
            try
            {
                choose();
                return;
            }
            catch (NetlinkException refused) when (refused.Errno == EINVAL && Stopwatch.GetElapsedTime(start) < Patience.Seconds(10))
            {
                await Task.Delay(pause);
            }
        }
    }

    private Link Make(LinkKind kind, LinkSettings settings)
    {
        try
        {
            return Route.CreateLink(kind, settings);
        }
        catch (NetlinkException lacking) when (lacking.Errno == EOPNOTSUPP)
        {
            Requires.Missing(kind.Kind, lacking.Message);
            throw;
        }
    }

    private Link Read(string name)
    {
        Assert.True(Route.TryGetLink(name, out Link? link));
        return link;
    }

    private JsonElement Said(string name, string kind)
    {
        JsonElement said = Assert.Single(Ip("link", "show", name).EnumerateArray()).GetProperty("linkinfo");
        Assert.Equal(kind, Text(said, "info_kind"));
        return said.GetProperty("info_data");
    }

    private void RunIp(params string[] arguments) => RunIn(Namespace, Requires.Ip(), arguments);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
