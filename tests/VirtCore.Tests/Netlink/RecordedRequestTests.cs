using System.Net;
using System.Net.Sockets;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;
using static VirtCore.Tests.Netlink.RecordedRequest;

namespace VirtCore.Tests.Netlink;

/// <summary>What is asked here and what iproute2 asked for the same thing: the same attributes, but for what each test names.</summary>
public sealed class RecordedRequestTests
{
    private static readonly LinkSettings s_none = new();

    [Fact]
    public void Bridge() => SameLink("bridge",
        new BridgeLink
        {
            ForwardDelay = TimeSpan.FromSeconds(4),
            HelloTime = TimeSpan.FromSeconds(3),
            MaxAge = TimeSpan.FromSeconds(10),
            AgeingTime = TimeSpan.FromSeconds(60),
            Stp = true,
            Priority = 4096,
            VlanFiltering = true,
            VlanProtocol = 0x88A8,
            VlanDefaultPvid = 5,
            GroupForwardMask = 8,
            MulticastSnooping = false,
            MulticastQuerier = true,
        },
        new LinkSettings { Name = "br0", Address = MacAddress.Parse("52:54:00:12:34:56"), Mtu = 1400, TxQueueLength = 500 });

    [Fact]
    public void Pair() => SameLink("veth",
        new VethLink { Peer = new LinkSettings { Name = "v1", Address = MacAddress.Parse("52:54:00:00:00:02"), Mtu = 1200 } },
        new LinkSettings { Name = "v0", Address = MacAddress.Parse("52:54:00:00:00:01"), Mtu = 1300 });

    [Fact]
    public void Dummy() => SameLink("dummy", new DummyLink(), new LinkSettings { Name = "d0", Address = MacAddress.Parse("52:54:00:00:00:03"), TxQueues = 3, RxQueues = 2 },
        "+ link/18/2 nested"); // empty: the kernel takes it as none

    [Fact]
    public void Ifb() => SameLink("ifb", new IfbLink(), new LinkSettings { Name = "i0" }, "+ link/18/2 nested");

    [Fact]
    public void Vlan() => Same("vlan", static (ref writer, kernel) =>
        LinkCodec.Write(ref writer, 0, new LinkSettings { Name = "d0.7", Parent = Index(kernel, "d0") }, new VlanLink { Id = 7, Protocol = 0x88A8 }));

    [Fact]
    public void Macvlan() => Same("macvlan", static (ref writer, kernel) =>
        LinkCodec.Write(ref writer, 0, new LinkSettings { Name = "mv0", Parent = Index(kernel, "d0") }, new MacvlanLink { Mode = MacvlanMode.Bridge }));

    [Fact]
    public void Macvtap() => Same("macvtap", static (ref writer, kernel) => LinkCodec.Write(
        ref writer, 0, new LinkSettings { Name = "mt0", Address = MacAddress.Parse("52:54:00:00:00:04"), Parent = Index(kernel, "v1") }, new MacvtapLink { Mode = MacvlanMode.Passthru, Flags = 1 }));

    [Fact]
    public void Vxlan() => Same("vxlan", static (ref writer, kernel) => LinkCodec.Write(ref writer, 0, new LinkSettings { Name = "vx0" }, new VxlanLink
    {
        Id = 77,
        Group = IPAddress.Parse("239.1.1.1"),
        Local = IPAddress.Parse("10.0.0.1"),
        Parent = Index(kernel, "d0"),
        Port = 4789,
        Ttl = 16,
        Learning = false,
        AgeingTime = TimeSpan.FromSeconds(60),
        Proxy = true,
    }));

    [Fact]
    public void Vxlan_of_IPv6() => SameLink("vxlan-6", new VxlanLink { Id = 78, Group = IPAddress.Parse("fd00::2"), Local = IPAddress.Parse("fd00::1"), Port = 4790 }, new LinkSettings { Name = "vx6" },
        "- link/18/2/7 01"); // IFLA_VXLAN_LEARNING: the kernel's default

    [Fact]
    public void Bond() => SameLink("bond", new BondLink
    {
        Mode = BondMode.Lacp,
        MonitorInterval = TimeSpan.FromMilliseconds(100),
        UpDelay = TimeSpan.FromMilliseconds(200),
        DownDelay = TimeSpan.FromMilliseconds(300),
        TransmitHashPolicy = 1,
    }, new LinkSettings { Name = "bond0" });

    [Fact]
    public void Active_port_of_a_bond() => Same("bond-active", static (ref writer, kernel) =>
        LinkCodec.Write(ref writer, Index(kernel, "bond1"), s_none, new BondLink { ActivePort = Index(kernel, "d1") }));

    [Fact]
    public void Master() => Same("port-joined", static (ref writer, kernel) => LinkCodec.Write(ref writer, Index(kernel, "v0"), new LinkSettings { Master = Index(kernel, "br0") }, null));

    [Fact]
    public void Port() => Same("port", static (ref writer, kernel) => LinkCodec.Write(ref writer, Index(kernel, "v0"), new LinkSettings
    {
        Port = new BridgePort
        {
            Priority = 9,
            Cost = 7,
            Hairpin = true,
            Guard = true,
            RootBlock = true,
            FastLeave = true,
            Learning = false,
            UnicastFlood = false,
            MulticastFlood = false,
            BroadcastFlood = false,
            ProxyArp = true,
            NeighbourSuppression = true,
            Isolated = true,
            Locked = true,
        },
    }, null), "- link/18/1 6272696467655f736c617665", "+ link/18/4 627269646765"); // "bridge_slave" in IFLA_INFO_KIND, "bridge" in IFLA_INFO_SLAVE_KIND: the kernel goes by the master's kind

    [Fact]
    public void Switched_on() => Same("lo", static (ref writer, _) => LinkCodec.Write(ref writer, 1, new LinkSettings { IsUp = true }, null));

    [Fact]
    public void Alias() => Same("dummy-named", static (ref writer, kernel) => LinkCodec.Write(ref writer, Index(kernel, "d0"), new LinkSettings { Alias = "machine ä" }, null));

    [Fact]
    public void Address() => Same("address", static (ref writer, _) => AddressCodec.Write(ref writer,
        new LinkAddress { Link = 2, Address = IPAddress.Parse("10.1.2.3"), PrefixLength = 24, Broadcast = IPAddress.Parse("10.1.2.255"), Label = "d0:first" }));

    [Fact]
    public void Address_with_a_peer() => Same("address-peer", static (ref writer, _) => AddressCodec.Write(ref writer,
        new LinkAddress { Link = 3, Address = IPAddress.Parse("10.9.0.1"), PrefixLength = 32, Peer = IPAddress.Parse("10.9.0.2") }));

    [Fact]
    public void Address_of_IPv6() => Same("address-6", static (ref writer, _) => AddressCodec.Write(ref writer,
        new LinkAddress { Link = 2, Address = IPAddress.Parse("fd00:1::3"), PrefixLength = 64, Flags = 2, ValidFor = TimeSpan.FromSeconds(1_000_000), PreferredFor = TimeSpan.FromSeconds(500_000) }),
        "+ address/8 02000000"); // IFA_FLAGS, which has the flags of the fixed part too

    [Fact]
    public void Route() => Same("route", static (ref writer, _) => RouteCodec.Write(ref writer, new Route
    {
        Family = AddressFamily.InterNetwork,
        Destination = IPNetwork.Parse("10.20.0.0/16"),
        Gateway = IPAddress.Parse("10.1.2.1"),
        Link = 2,
        PreferredSource = IPAddress.Parse("10.1.2.3"),
        Priority = 50,
        Mtu = 1300,
        Protocol = 3,
    }), "+ route/15 fe000000"); // RTA_TABLE, which holds the number of every table

    [Fact]
    public void Route_in_another_table() => Same("route-blackhole", static (ref writer, _) => RouteCodec.Write(
        ref writer, new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.40.0.0/16"), Kind = RouteKind.Blackhole, Table = 1000, Protocol = 3 }));

    [Fact]
    public void Default_route() => Same("route-default", static (ref writer, _) => RouteCodec.Write(
        ref writer, new Route { Family = AddressFamily.InterNetwork, Gateway = IPAddress.Parse("172.16.0.1"), Link = 2, OnLink = true, Protocol = 3 }),
        "+ route/15 fe000000");

    [Fact]
    public void Route_of_IPv6() => Same("route-6", static (ref writer, _) => RouteCodec.Write(
        ref writer, new Route { Family = AddressFamily.InterNetworkV6, Destination = IPNetwork.Parse("fd00:2::/48"), Gateway = IPAddress.Parse("fd00:1::1"), Link = 2, Priority = 70, Protocol = 3 }),
        "+ route/15 fe000000");

    [Fact]
    public void Neighbour() => Same("neighbour", static (ref writer, _) => NeighbourCodec.Write(
        ref writer, new Neighbour { Link = 2, Address = IPAddress.Parse("10.1.2.9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:09") }));

    [Fact]
    public void Neighbour_of_IPv6() => Same("neighbour-6", static (ref writer, _) => NeighbourCodec.Write(
        ref writer, new Neighbour { Link = 2, Address = IPAddress.Parse("fd00:1::9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:0a"), State = 4 }));

    [Fact]
    public void Forwarding_entry() => Same("forwarding", static (ref writer, _) => NeighbourCodec.Write(
        ref writer, new ForwardingEntry { Link = 3, Address = MacAddress.Parse("52:54:00:00:00:0b"), Vlan = 1 }),
        "- body 070000000300000042000400", "+ body 070000000300000040000400"); // NUD_REACHABLE beside NUD_NOARP: a bridge asks for the latter first

    [Fact]
    public void Forwarding_entry_of_a_VXLAN() => Same("forwarding-vxlan", static (ref writer, _) => NeighbourCodec.Write(
        ref writer, new ForwardingEntry { Link = 5, Address = MacAddress.Parse("52:54:00:00:00:0c"), Destination = IPAddress.Parse("10.1.2.77"), State = 0xC0, InBridge = false }));

    private static void SameLink(string name, LinkKind kind, LinkSettings settings, params string[] differences) =>
        Same(name, (ref writer, _) => LinkCodec.Write(ref writer, 0, settings, kind), differences);

    private static int Index(string kernel, string link) => RecordedLinks.IndexOf(kernel, link);
}
