using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Addresses, routes, neighbours and forwarding entries, made here and read by iproute2, and the other way round.</summary>
public sealed class AddressTests : NetlinkTest
{
    [Theory]
    [InlineData("10.1.2.3", 24)]
    [InlineData("fd00::1", 64)]
    public void An_address_comes_and_goes(string text, int prefix)
    {
        Link bridge = Bridge();
        var address = new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse(text), PrefixLength = prefix, ValidFor = TimeSpan.FromHours(1), PreferredFor = TimeSpan.FromMinutes(30) };
        Route.AddAddress(address);
        Assert.Equal(EEXIST, Assert.Throws<NetlinkException>(() => Route.AddAddress(address)).Errno);
        LinkAddress read = Route.GetAddresses(link: bridge.Index).Single(one => one.Address.Equals(address.Address));
        Assert.Equal((prefix, bridge.Index), (read.PrefixLength, read.Link));
        Assert.InRange(read.ValidFor!.Value.TotalSeconds, 3500, 3600);
        JsonElement said = Ip("address", "show", "dev", "br0")[0].GetProperty("addr_info").EnumerateArray().Single(one => one.GetProperty("local").GetString() == text);
        Assert.Equal(prefix, said.GetProperty("prefixlen").GetInt32());
        Assert.True(Route.DeleteAddress(address));
        Assert.False(Route.DeleteAddress(address));
    }

    [Fact]
    public void Routes_are_what_ip_says()
    {
        Link bridge = Bridge();
        Route.AddAddress(new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse("10.1.2.3"), PrefixLength = 24 });
        Route.AddAddress(new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse("fd00::1"), PrefixLength = 64, Flags = 2 });
        var routes = new[]
        {
            new Route { Family = AddressFamily.InterNetwork, Gateway = IPAddress.Parse("10.1.2.1") },
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("192.168.0.0/16"), Link = bridge.Index, Priority = 7, Mtu = 1300 },
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("172.16.0.0/12"), Kind = RouteKind.Unreachable },
            new Route { Family = AddressFamily.InterNetworkV6, Destination = IPNetwork.Parse("fd01::/48"), Gateway = IPAddress.Parse("fd00::2"), Priority = 100 },
        };
        foreach (Route route in routes)
            Route.AddRoute(route);
        IReadOnlyList<Route> read = Route.GetRoutes();
        foreach (Route route in routes)
            Assert.Contains(read, one => Equals(one.Destination, route.Destination) && Equals(one.Gateway, route.Gateway) && one.Kind == route.Kind && one.Table == 254 && (route.Priority is null || one.Priority == route.Priority) && one.Mtu == route.Mtu);
        JsonElement said = Ip("route", "show");
        Assert.Contains(said.EnumerateArray(), static one => one.GetProperty("dst").GetString() == "default" && one.GetProperty("gateway").GetString() == "10.1.2.1");
        Assert.Contains(said.EnumerateArray(), static one => one.GetProperty("dst").GetString() == "192.168.0.0/16" && one.GetProperty("metric").GetInt32() == 7);
        foreach (Route route in routes)
        {
            Assert.True(Route.DeleteRoute(route));
            Assert.False(Route.DeleteRoute(route));
        }
    }

    [Theory]
    [InlineData("10.1.2.3/24", "10.7.0.0/16", "10.1.2.8", "10.1.2.9")]
    [InlineData("fd00::1/64", "fd07::/48", "fd00::8", "fd00::9")]
    public void A_route_has_several_next_hops(string own, string network, string first, string second)
    {
        Link bridge = Bridge();
        RunIn(Namespace, Requires.Ip(), ["address", "add", own, "dev", "br0", .. (string[])(own.Contains(':') ? ["nodad"] : [])]);
        var route = new Route
        {
            Family = own.Contains(':') ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
            Destination = IPNetwork.Parse(network),
            Priority = 50,
            Mtu = 1300,
            Scope = 0,
            Hops = [new RouteHop { Gateway = IPAddress.Parse(first), Link = bridge.Index, Weight = 3 }, new RouteHop { Gateway = IPAddress.Parse(second), Link = bridge.Index, OnLink = true }],
        };
        Route.AddRoute(route);
        Assert.Equal(route, Route.GetRoutes(route.Family).Single(one => Equals(one.Destination, route.Destination)));
        string[] version = own.Contains(':') ? ["-6"] : ["-4"];
        JsonElement said = Ip([.. version, "route", "show", network])[0];
        Assert.Equal([(first, 3, ""), (second, 1, "onlink")], said.GetProperty("nexthops").EnumerateArray().Select(static hop => (hop.GetProperty("gateway").GetString()!, hop.GetProperty("weight").GetInt32(), string.Join(',', hop.GetProperty("flags").EnumerateArray()))));
        Assert.True(Route.DeleteRoute(route));
        Assert.False(Route.DeleteRoute(route));
        RunIn(Namespace, Requires.Ip(), [.. version, "route", "add", network, "metric", "50", "mtu", "1300", "proto", "static", "nexthop", "via", first, "dev", "br0", "weight", "3", "nexthop", "via", second, "dev", "br0", "onlink"]);
        Assert.Equal(route, Route.GetRoutes(route.Family).Single(one => Equals(one.Destination, route.Destination)));
        Assert.Throws<ArgumentException>(() => Route.AddRoute(route with { Hops = [new RouteHop { Link = bridge.Index, Weight = 257 }] }));
    }

    [Fact]
    public void A_route_of_ipv4_goes_by_a_gateway_of_ipv6()
    {
        Link bridge = Bridge();
        Route.AddAddress(new LinkAddress { Link = bridge.Index, Address = IPAddress.Parse("fd00::1"), PrefixLength = 64, Flags = 2 });
        var route = new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.9.0.0/16"), Gateway = IPAddress.Parse("fd00::2"), Link = bridge.Index, Scope = 0 };
        Route.AddRoute(route);
        Assert.Equal(route, Route.GetRoutes(AddressFamily.InterNetwork).Single(one => Equals(one.Destination, route.Destination)));
        JsonElement via = Ip("route", "show", "10.9.0.0/16")[0].GetProperty("via");
        Assert.Equal(("inet6", "fd00::2"), (via.GetProperty("family").GetString(), via.GetProperty("host").GetString()));
        Assert.True(Route.DeleteRoute(route));
        RunIn(Namespace, Requires.Ip(), ["route", "add", "10.9.0.0/16", "proto", "static", "nexthop", "via", "inet6", "fd00::2", "dev", "br0", "nexthop", "via", "inet6", "fd00::3", "dev", "br0"]);
        Assert.Equal([new RouteHop { Gateway = IPAddress.Parse("fd00::2"), Link = bridge.Index }, new RouteHop { Gateway = IPAddress.Parse("fd00::3"), Link = bridge.Index }], Route.GetRoutes(AddressFamily.InterNetwork).Single(one => Equals(one.Destination, route.Destination)).Hops);
    }

    [Fact]
    public void A_neighbour_is_known_until_it_is_forgotten()
    {
        Link bridge = Bridge();
        var neighbour = new Neighbour { Link = bridge.Index, Address = IPAddress.Parse("10.1.2.9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:09") };
        Route.SetNeighbour(neighbour);
        Assert.Equal(neighbour, Route.GetNeighbours().Single(one => one.Address.Equals(neighbour.Address)));
        Assert.Contains(Ip("neighbour", "show").EnumerateArray(), static one => one.GetProperty("dst").GetString() == "10.1.2.9" && one.GetProperty("lladdr").GetString() == "52:54:00:00:00:09");
        Assert.True(Route.DeleteNeighbour(neighbour));
        Assert.DoesNotContain(Route.GetNeighbours(), one => one.Address.Equals(neighbour.Address) && one.State == neighbour.State);
    }

    [Fact]
    public void A_bridge_is_told_where_an_address_is()
    {
        Link bridge = Bridge();
        Link port = Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "b" } }, new LinkSettings { Name = "a", Master = bridge.Index });
        var entry = new ForwardingEntry { Link = port.Index, Address = MacAddress.Parse("52:54:00:00:00:07") };
        Route.AddForwardingEntry(entry);
        ForwardingEntry read = Route.GetForwardingEntries().First(one => one.Address == entry.Address);
        Assert.Equal((port.Index, bridge.Index, entry.State, true), (read.Link, read.Bridge, read.State, read.InBridge));
        Assert.True(Route.DeleteForwardingEntry(read));
        Assert.False(Route.DeleteForwardingEntry(entry));
    }

    private Link Bridge() => Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
}
