using System.Text.Json;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>A bridge that keeps VLANs apart, made here and read by iproute2, and the other way round.</summary>
public sealed class BridgeVlanTests : NetlinkTest
{
    [Fact]
    public void A_bridge_keeps_vlans_apart_as_it_was_told()
    {
        var settings = new BridgeLink { VlanFiltering = true, VlanProtocol = 0x88A8, VlanDefaultPvid = 7 };
        Link bridge = Bridge(settings);
        BridgeLink read = Assert.IsType<BridgeLink>(bridge.Settings);
        Assert.Equal(settings, new BridgeLink { VlanFiltering = read.VlanFiltering, VlanProtocol = read.VlanProtocol, VlanDefaultPvid = read.VlanDefaultPvid });
        JsonElement data = Ip("link", "show", "br0")[0].GetProperty("linkinfo").GetProperty("info_data");
        Assert.Equal((1, "802.1ad", 7), (data.GetProperty("vlan_filtering").GetInt32(), data.GetProperty("vlan_protocol").GetString(), data.GetProperty("vlan_default_pvid").GetInt32()));
        Link port = Port(bridge);
        Assert.Equal([new BridgeVlan { Link = port.Index, First = 7, Last = 7, IsPvid = true, IsUntagged = true }], Route.GetBridgeVlans(port.Index));
        Route.ChangeLink(bridge.Index, new LinkSettings(), new BridgeLink { VlanFiltering = false, VlanDefaultPvid = 0 });
        Assert.True(Route.TryGetLink(bridge.Index, out Link? changed));
        read = Assert.IsType<BridgeLink>(changed.Settings);
        Assert.Equal((false, (ushort)0), (read.VlanFiltering, read.VlanDefaultPvid));
        Assert.Empty(Route.GetBridgeVlans(port.Index));
    }

    [Fact]
    public void A_port_takes_part_in_what_it_was_given()
    {
        Link bridge = Bridge(new BridgeLink { VlanFiltering = true, VlanDefaultPvid = 0 });
        Link port = Port(bridge);
        BridgeVlan[] vlans =
        [
            new() { Link = port.Index, First = 10, Last = 10, IsPvid = true, IsUntagged = true },
            new() { Link = port.Index, First = 20, Last = 29 },
            new() { Link = port.Index, First = 30, Last = 35, IsUntagged = true },
            new() { Link = port.Index, First = 4094, Last = 4094 },
        ];
        foreach (BridgeVlan vlan in vlans)
            Route.AddBridgeVlan(vlan);
        var own = new BridgeVlan { Link = bridge.Index, First = 20, Last = 20, IsBridge = true };
        Route.AddBridgeVlan(own);
        Assert.Equal(vlans, Route.GetBridgeVlans(port.Index));
        Assert.Equal([own], Route.GetBridgeVlans(bridge.Index));
        Assert.Equal([own, .. vlans], Route.GetBridgeVlans().OrderBy(vlan => vlan.Link != bridge.Index));
        Assert.Equal(["10-10 PVID,Egress Untagged", "20-29 ", "30-35 Egress Untagged", "4094-4094 "], Said("a"));
        Assert.Equal(["20-20 "], Said("br0"));

        Route.RemoveBridgeVlan(new BridgeVlan { Link = port.Index, First = 22, Last = 33 });
        Route.RemoveBridgeVlan(new BridgeVlan { Link = port.Index, First = 22, Last = 33 });
        Assert.Equal(["10-10 PVID,Egress Untagged", "20-21 ", "34-35 Egress Untagged", "4094-4094 "], Said("a"));
        // Another takes the place of the one for frames without a VLAN.
        Route.AddBridgeVlan(new BridgeVlan { Link = port.Index, First = 20, Last = 20, IsPvid = true });
        Assert.Equal(20, Assert.Single(Route.GetBridgeVlans(port.Index), static vlan => vlan.IsPvid).First);
        Route.RemoveBridgeVlan(own);
        Assert.Empty(Route.GetBridgeVlans(bridge.Index));
    }

    [Fact]
    public void What_bridge_has_made_is_read()
    {
        Link bridge = Bridge(new BridgeLink { VlanFiltering = true });
        Link port = Port(bridge);
        RunIn(Namespace, Requires.Bridge(), ["vlan", "del", "vid", "1", "dev", "a"]);
        RunIn(Namespace, Requires.Bridge(), ["vlan", "add", "vid", "100-200", "dev", "a"]);
        RunIn(Namespace, Requires.Bridge(), ["vlan", "add", "vid", "300", "dev", "a", "pvid", "untagged"]);
        RunIn(Namespace, Requires.Bridge(), ["vlan", "add", "vid", "5-6", "dev", "br0", "self", "untagged"]);
        Assert.Equal(
            [
                new BridgeVlan { Link = port.Index, First = 100, Last = 200 },
                new BridgeVlan { Link = port.Index, First = 300, Last = 300, IsPvid = true, IsUntagged = true },
            ],
            Route.GetBridgeVlans(port.Index));
        Assert.Equal(
            [
                new BridgeVlan { Link = bridge.Index, First = 1, Last = 1, IsPvid = true, IsUntagged = true, IsBridge = true },
                new BridgeVlan { Link = bridge.Index, First = 5, Last = 6, IsUntagged = true, IsBridge = true },
            ],
            Route.GetBridgeVlans(bridge.Index));
    }

    [Fact]
    public void A_vlan_that_is_none_is_refused()
    {
        foreach ((ushort first, ushort last) in ((ushort, ushort)[])[(0, 5), (5, 4095), (7, 6)])
        {
            Assert.Throws<ArgumentException>(() => Route.AddBridgeVlan(new BridgeVlan { Link = 1, First = first, Last = last }));
            Assert.Throws<ArgumentException>(() => Route.RemoveBridgeVlan(new BridgeVlan { Link = 1, First = first, Last = last }));
        }

        Assert.Throws<ArgumentException>(() => Route.AddBridgeVlan(new BridgeVlan { Link = 1, First = 5, Last = 6, IsPvid = true }));
        NetlinkException noPort = Assert.Throws<NetlinkException>(() => Route.AddBridgeVlan(new BridgeVlan { Link = 1, First = 5, Last = 6 }));
        Assert.Equal((EOPNOTSUPP, "add link 1 to VLAN 5-6"), (noPort.Errno, noPort.Operation));
    }

    private Link Bridge(BridgeLink settings)
    {
        Link bridge = Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0" });
        try
        {
            Route.ChangeLink(bridge.Index, new LinkSettings(), settings);
        }
        catch (NetlinkException lacking) when (lacking.Errno == EOPNOTSUPP)
        {
            Requires.Missing("vlan-filtering", lacking.Message);
        }

        Assert.True(Route.TryGetLink(bridge.Index, out Link? set));
        if (Assert.IsType<BridgeLink>(set.Settings).VlanFiltering is null)
            Requires.Missing("vlan-filtering", "this kernel's bridges have no VLANs");
        return set;
    }

    private Link Port(Link bridge) => Route.CreateLink(new VethLink { Peer = new LinkSettings { Name = "b" } }, new LinkSettings { Name = "a", Master = bridge.Index });

    // What bridge(8) says of a port, as first-last flags.
    private IEnumerable<string> Said(string name)
    {
        JsonElement all = JsonElement.Parse(RunIn(Namespace, Requires.Bridge(), ["-j", "-compressvlans", "vlan", "show"]));
        return [.. all.EnumerateArray().Where(one => one.GetProperty("ifname").GetString() == name).SelectMany(static one => one.GetProperty("vlans").EnumerateArray()).Select(static vlan =>
        {
            int first = vlan.GetProperty("vlan").GetInt32();
            int last = vlan.TryGetProperty("vlanEnd", out JsonElement end) ? end.GetInt32() : first;
            string flags = vlan.TryGetProperty("flags", out JsonElement list) ? string.Join(',', list.EnumerateArray()) : "";
            return $"{first}-{last} {flags}";
        })];
    }
}
