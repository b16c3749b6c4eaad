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
