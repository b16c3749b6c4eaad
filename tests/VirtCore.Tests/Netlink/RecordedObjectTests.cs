using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Addresses, routes, neighbours and forwarding entries as kernels listed them: all that iproute2 read, in its order, and what was asked for.</summary>
public sealed class RecordedObjectTests
{
    // The links of these recordings, in the order in which they were made.
    private static readonly string[] s_links = RecordedDump.Links;

    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    [Theory]
    [CombinedWithKernels("address", "address-peer", "address-6")]
    public void Addresses_are_what_iproute2_read(string kernel, string name)
    {
        List<LinkAddress> read = RecordedDump.Of(kernel, name, Rtnetlink.ReadAddress);
        JsonElement[] said = [.. RecordedNetlink.Of(kernel, name).Said.EnumerateArray().SelectMany(static link => link.GetProperty("addr_info").EnumerateArray())];
        Assert.Equal(said.Select(static one => (Text(one, "local"), one.GetProperty("prefixlen").GetInt32(), Text(one, "address"), Text(one, "broadcast"), Text(one, "label"))),
            read.Select(static one => ((string?)one.Address.ToString(), one.PrefixLength, one.Peer?.ToString(), one.Broadcast?.ToString(), one.Label)));
        Assert.Equal(said.Select(static one => one.GetProperty("valid_life_time").GetUInt32() == uint.MaxValue), read.Select(static one => one.ValidFor is null));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Addresses_are_what_was_asked_for(string kernel)
    {
        var first = new LinkAddress { Link = 2, Address = IPAddress.Parse("10.1.2.3"), PrefixLength = 24, Broadcast = IPAddress.Parse("10.1.2.255"), Label = "d0:first", Flags = 0x80 };
        Assert.Equal([first], RecordedDump.Of(kernel, "address", Rtnetlink.ReadAddress));
        Assert.Equal(
            [first, new LinkAddress { Link = 3, Address = IPAddress.Parse("10.9.0.1"), PrefixLength = 32, Peer = IPAddress.Parse("10.9.0.2"), Label = "d1", Flags = 0x80 }],
            RecordedDump.Of(kernel, "address-peer", Rtnetlink.ReadAddress));
        LinkAddress six = Assert.Single(RecordedDump.Of(kernel, "address-6", Rtnetlink.ReadAddress));
        Assert.Equal(new LinkAddress { Link = 2, Address = IPAddress.Parse("fd00:1::3"), PrefixLength = 64, Flags = 2 }, six with { ValidFor = null, PreferredFor = null });
        Assert.InRange(six.ValidFor!.Value.TotalSeconds, 999_900, 1_000_000);
        Assert.InRange(six.PreferredFor!.Value.TotalSeconds, 499_900, 500_000);
    }

    [Theory]
    [CombinedWithKernels("route", "route-multipath", "route-blackhole", "route-default", "route-via", "route-via-multipath", "route-6", "route-6-multipath")]
    public void Routes_are_what_iproute2_read(string kernel, string name)
    {
        List<Route> read = RecordedDump.Of(kernel, name, Rtnetlink.ReadRoute);
        JsonElement[] said = [.. RecordedNetlink.Of(kernel, name).Said.EnumerateArray()];
        int bits = name.StartsWith("route-6", StringComparison.Ordinal) ? 128 : 32;
        Assert.Equal(
            said.Select(one => (Text(one, "dst") is var network && network == "default" ? null : network!.Contains('/', StringComparison.Ordinal) ? network : $"{network}/{bits}", Gateway(one), Text(one, "dev"), Text(one, "prefsrc"))),
            read.Select(static one => (one.Destination?.ToString(), one.Gateway?.ToString(), one.Link is { } link ? s_links[link] : null, one.PreferredSource?.ToString())));
        Assert.Equal(said.Select(static one => (Text(one, "type"), Text(one, "table"), Text(one, "protocol"), Text(one, "scope"))),
            read.Select(static one => ((string?)$"{(byte)one.Kind}", (string?)$"{one.Table}", (string?)$"{one.Protocol}", (string?)$"{one.Scope}")));
        // Where there is none, IPv6 says 0 and IPv4 nothing.
        Assert.Equal(said.Select(static one => one.TryGetProperty("metric", out JsonElement metric) ? metric.GetUInt32() : 0), read.Select(static one => one.Priority ?? 0));
        Assert.Equal(said.Select(static one => one.TryGetProperty("metrics", out JsonElement metrics) ? metrics[0].GetProperty("mtu").GetUInt32() : (uint?)null), read.Select(static one => one.Mtu));
        Assert.Equal(said.Select(static one => IsOnLink(one)), read.Select(static one => one.OnLink));
        Assert.Equal(said.SelectMany(static one => one.TryGetProperty("nexthops", out JsonElement hops) ? hops.EnumerateArray().ToArray() : []).Select(static hop => (Gateway(hop), Text(hop, "dev"), hop.GetProperty("weight").GetInt32(), IsOnLink(hop))),
            read.SelectMany(static one => one.Hops).Select(static hop => (hop.Gateway?.ToString(), hop.Link is { } link ? s_links[link] : null, hop.Weight, hop.OnLink)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Routes_are_what_was_asked_for(string kernel)
    {
        Assert.Contains(new Route
        {
            Family = AddressFamily.InterNetwork,
            Destination = IPNetwork.Parse("10.20.0.0/16"),
            Gateway = IPAddress.Parse("10.1.2.1"),
            Link = 2,
            PreferredSource = IPAddress.Parse("10.1.2.3"),
            Priority = 50,
            Mtu = 1300,
            Protocol = 3,
            Scope = 0,
        }, RecordedDump.Of(kernel, "route", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.30.0.0/16"), Protocol = 3, Scope = 0, Hops = [new RouteHop { Gateway = IPAddress.Parse("10.1.2.1"), Link = 2, Weight = 2 }, new RouteHop { Gateway = IPAddress.Parse("10.9.0.2"), Link = 3, OnLink = true }] }, RecordedDump.Of(kernel, "route-multipath", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.40.0.0/16"), Table = 1000, Kind = RouteKind.Blackhole, Protocol = 3, Scope = 0 },
            RecordedDump.Of(kernel, "route-blackhole", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetwork, Gateway = IPAddress.Parse("172.16.0.1"), Link = 2, OnLink = true, Protocol = 3, Scope = 0 }, RecordedDump.Of(kernel, "route-default", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.60.0.0/16"), Gateway = IPAddress.Parse("fd00:1::1"), Link = 2, Protocol = 3, Scope = 0 },
            RecordedDump.Of(kernel, "route-via", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetwork, Destination = IPNetwork.Parse("10.61.0.0/16"), Protocol = 3, Scope = 0, Hops = [new RouteHop { Gateway = IPAddress.Parse("fd00:1::1"), Link = 2, Weight = 3 }, new RouteHop { Gateway = IPAddress.Parse("10.1.2.1"), Link = 2 }, new RouteHop { Link = 3 }] },
            RecordedDump.Of(kernel, "route-via-multipath", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetworkV6, Destination = IPNetwork.Parse("fd00:2::/48"), Gateway = IPAddress.Parse("fd00:1::1"), Link = 2, Priority = 70, Protocol = 3, Scope = 0 },
            RecordedDump.Of(kernel, "route-6", Rtnetlink.ReadRoute));
        Assert.Contains(
            new Route { Family = AddressFamily.InterNetworkV6, Destination = IPNetwork.Parse("fd00:3::/48"), Priority = 1024, Protocol = 3, Scope = 0, Hops = [new RouteHop { Gateway = IPAddress.Parse("fd00:1::1"), Link = 2 }, new RouteHop { Gateway = IPAddress.Parse("fd00:1::2"), Link = 2 }] },
            RecordedDump.Of(kernel, "route-6-multipath", Rtnetlink.ReadRoute));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Neighbours_are_what_was_asked_for_and_what_iproute2_read(string kernel)
    {
        Assert.Equal([new Neighbour { Link = 2, Address = IPAddress.Parse("10.1.2.9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:09"), State = 0x80 }], RecordedDump.Of(kernel, "neighbour", Rtnetlink.ReadNeighbour));
        Assert.Equal([new Neighbour { Link = 2, Address = IPAddress.Parse("fd00:1::9"), LinkAddress = MacAddress.Parse("52:54:00:00:00:0a"), State = 4 }], RecordedDump.Of(kernel, "neighbour-6", Rtnetlink.ReadNeighbour));
        JsonElement said = RecordedNetlink.Of(kernel, "neighbour").Thing;
        Assert.Equal(("10.1.2.9", "d0", "52:54:00:00:00:09", "PERMANENT"), (Text(said, "dst"), Text(said, "dev"), Text(said, "lladdr"), said.GetProperty("state")[0].GetString()));
        said = RecordedNetlink.Of(kernel, "neighbour-6").Thing;
        Assert.Equal(("fd00:1::9", "d0", "52:54:00:00:00:0a", "STALE"), (Text(said, "dst"), Text(said, "dev"), Text(said, "lladdr"), said.GetProperty("state")[0].GetString()));
    }

    [Theory]
    [CombinedWithKernels("forwarding", "forwarding-vxlan")]
    public void Forwarding_entries_are_what_iproute2_read(string kernel, string name)
    {
        List<ForwardingEntry> read = Entries(kernel, name);
        JsonElement[] said = [.. RecordedNetlink.Of(kernel, name).Said.EnumerateArray()];
        Assert.Equal(said.Select(static one => (Text(one, "mac"), Text(one, "ifname"), Text(one, "master"), Text(one, "dst"), one.TryGetProperty("vlan", out JsonElement vlan) ? vlan.GetInt32() : (int?)null)),
            read.Select(static one => ((string?)one.Address.ToString(), (string?)s_links[one.Link], one.Bridge is { } bridge ? s_links[bridge] : null, one.Destination?.ToString(), (int?)one.Vlan)));
        Assert.Equal(said.Select(static one => (Text(one, "state"), one.GetProperty("flags").EnumerateArray().All(static flag => flag.GetString() != "self"))),
            read.Select(static one => ((one.State & 0x80) != 0 ? "permanent" : (one.State & 0x40) != 0 ? "static" : null, one.InBridge)));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Forwarding_entries_are_what_was_asked_for(string kernel)
    {
        Assert.Contains(new ForwardingEntry { Link = 3, Address = MacAddress.Parse("52:54:00:00:00:0b"), Bridge = 4, Vlan = 1, State = 0x40, InBridge = true }, Entries(kernel, "forwarding"));
        Assert.Contains(
            new ForwardingEntry { Link = 5, Address = MacAddress.Parse("52:54:00:00:00:0c"), Destination = IPAddress.Parse("10.1.2.77"), State = 0xC0, InBridge = false }, Entries(kernel, "forwarding-vxlan"));
    }

    private static List<ForwardingEntry> Entries(string kernel, string name) => RecordedDump.Of(kernel, name, static message =>
    {
        ForwardingEntry? entry = NeighbourCodec.ReadEntry(message, out NetlinkFormatError error);
        Assert.Equal(NetlinkFormatError.None, error);
        return entry;
    });

    private static string? Gateway(JsonElement hop) => Text(hop, "gateway") ?? (hop.TryGetProperty("via", out JsonElement via) ? Text(via, "host") : null);

    private static bool IsOnLink(JsonElement hop) => hop.GetProperty("flags").EnumerateArray().Any(static flag => flag.GetString() == "onlink");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
