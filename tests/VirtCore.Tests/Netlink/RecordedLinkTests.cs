using System.Net;
using System.Text.Json;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Links as kernels described them: what is read is what was asked for, and what iproute2 read.</summary>
public sealed class RecordedLinkTests
{
    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    public static TheoryData<string, string> Links
    {
        get
        {
            TheoryData<string, string> rows = [];
            foreach (RecordedNetlink recorded in RecordedLinks.All)
                rows.Add(recorded.Kernel, recorded.Name);
            return rows;
        }
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void What_every_link_has_is_what_iproute2_read(string kernel, string name)
    {
        JsonElement said = RecordedNetlink.Of(kernel, name).Thing;
        Link link = RecordedLinks.Read(kernel, name);
        Assert.Equal((said.GetProperty("ifindex").GetInt32(), Text(said, "ifname"), said.GetProperty("mtu").GetUInt32(), said.GetProperty("txqlen").GetUInt32()), (link.Index, link.Name, link.Mtu, link.TxQueueLength));
        Assert.Equal(Text(said, "link_type") is "ether" or "loopback" ? Text(said, "address") : null, link.Address?.ToString());
        Assert.Equal(Text(said, "group") is "default" or null ? "0" : Text(said, "group"), $"{link.Group}");
        Assert.Equal((said.GetProperty("num_tx_queues").GetUInt32(), said.GetProperty("num_rx_queues").GetUInt32()), (link.TxQueues, link.RxQueues));
        Assert.Equal((Text(said, "qdisc"), Text(said, "ifalias"), Text(said, "operstate")), (link.QueueingDiscipline, link.Alias, $"{link.State}".ToUpperInvariant()));
        Assert.Equal(said.TryGetProperty("altnames", out JsonElement others) ? [.. others.EnumerateArray().Select(static other => other.GetString()!)] : [], link.AlternativeNames);
        Assert.Equal(Text(said, "master") is { } master ? RecordedLinks.IndexOf(kernel, master) : null, link.Master);
        Assert.Equal(said.TryGetProperty("link_netnsid", out JsonElement id) ? id.GetInt32() : null, link.ParentNamespaceId);
        if (said.TryGetProperty("link_index", out JsonElement far))
            Assert.Equal(far.GetInt32(), link.Parent);
        else
            Assert.Equal(Text(said, "link") is { } parent ? RecordedLinks.IndexOf(kernel, parent) : null, link.Parent);
        Assert.Equal(said.TryGetProperty("linkinfo", out JsonElement info) ? Text(info, "info_kind") : null, link.Kind);
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Flags_are_what_iproute2_read(string kernel, string name)
    {
        Link link = RecordedLinks.Read(kernel, name);
        // Two are no flags of the kernel's: the peer is off; it is on and does not run.
        string[] said = [.. RecordedNetlink.Of(kernel, name).Thing.GetProperty("flags").EnumerateArray().Select(static flag => flag.GetString()!).Where(static flag => flag is not "M-DOWN")];
        string[] read =
        [
            .. (ReadOnlySpan<string>)(link.IsUp && (link.Flags & LinkFlags.Running) == 0 ? ["NO-CARRIER"] : []),
            .. Enum.GetValues<LinkFlags>().Where(flag => flag is not (LinkFlags.None or LinkFlags.Running) && link.Flags.HasFlag(flag)).Select(static flag => flag switch
            {
                LinkFlags.PointToPoint => "POINTOPOINT",
                LinkFlags.LowerUp => "LOWER_UP",
                LinkFlags.Promiscuous => "PROMISC",
                LinkFlags.AllMulticast => "ALLMULTI",
                _ => $"{flag}".ToUpperInvariant(),
            }),
        ];
        Assert.Equal(said.Order(StringComparer.Ordinal), read.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Links))]
    public void Statistics_are_what_iproute2_read(string kernel, string name)
    {
        JsonElement said = RecordedNetlink.Of(kernel, name).Thing.GetProperty("stats64"), rx = said.GetProperty("rx"), tx = said.GetProperty("tx");
        LinkStatistics statistics = RecordedLinks.Read(kernel, name).Statistics!.Value;
        Assert.Equal(
            (rx.GetProperty("bytes").GetUInt64(), rx.GetProperty("packets").GetUInt64(), rx.GetProperty("errors").GetUInt64(), rx.GetProperty("dropped").GetUInt64(), rx.GetProperty("multicast").GetUInt64()),
            (statistics.RxBytes, statistics.RxPackets, statistics.RxErrors, statistics.RxDropped, statistics.Multicast));
        Assert.Equal(
            (tx.GetProperty("bytes").GetUInt64(), tx.GetProperty("packets").GetUInt64(), tx.GetProperty("errors").GetUInt64(), tx.GetProperty("dropped").GetUInt64(), tx.GetProperty("collisions").GetUInt64()),
            (statistics.TxBytes, statistics.TxPackets, statistics.TxErrors, statistics.TxDropped, statistics.Collisions));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Something_has_been_carried(string kernel)
    {
        // Else nobody would see statistics that are always 0.
        LinkStatistics statistics = RecordedLinks.Read(kernel, "bond-active").Statistics!.Value;
        Assert.NotEqual(0UL, statistics.TxPackets + statistics.TxDropped + statistics.RxPackets);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Bridge(string kernel)
    {
        JsonElement said = Data(kernel, "bridge");
        Assert.Equal((400, 300, 1000, 6000), (Number(said, "forward_delay"), Number(said, "hello_time"), Number(said, "max_age"), Number(said, "ageing_time")));
        Assert.Equal((1, 4096, 1, "802.1ad", 5), (Number(said, "stp_state"), Number(said, "priority"), Number(said, "vlan_filtering"), Text(said, "vlan_protocol"), Number(said, "vlan_default_pvid")));
        Assert.Equal(("0x8", 0, 1), (Text(said, "group_fwd_mask"), Number(said, "mcast_snooping"), Number(said, "mcast_querier")));
        Assert.Equal(new BridgeLink
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
        }, RecordedLinks.Read(kernel, "bridge").Settings);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Port_of_a_bridge(string kernel)
    {
        JsonElement said = RecordedNetlink.Of(kernel, "port").Thing.GetProperty("linkinfo").GetProperty("info_slave_data");
        Assert.Equal(("disabled", 9, 7), (Text(said, "state"), Number(said, "priority"), Number(said, "cost")));
        Assert.All((string[])["hairpin", "guard", "root_block", "fastleave", "proxy_arp", "neigh_suppress", "isolated", "locked"], name => Assert.True(said.GetProperty(name).GetBoolean()));
        Assert.All((string[])["learning", "flood", "mcast_flood", "bcast_flood"], name => Assert.False(said.GetProperty(name).GetBoolean()));
        Assert.Equal(new BridgePort
        {
            State = BridgePortState.Disabled,
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
        }, RecordedLinks.Read(kernel, "port").Port);
        BridgePort before = RecordedLinks.Read(kernel, "port-joined").Port!;
        Assert.Equal((32, 2u, false, true, true), ((int)before.Priority!, before.Cost!.Value, before.Isolated!.Value, before.Learning!.Value, before.UnicastFlood!.Value));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Pair(string kernel)
    {
        Link link = RecordedLinks.Read(kernel, "veth");
        Assert.Equal(("v0", "52:54:00:00:00:01", 1300u, new VethLink()), (link.Name, link.Address.ToString(), link.Mtu, link.Settings));
        Assert.Equal((link.Index - 1, null), (link.Parent, link.ParentNamespaceId));
        Link across = RecordedLinks.Read(kernel, "veth-across");
        Assert.Equal((new VethLink(), 2, 0), (across.Settings, across.Parent, across.ParentNamespaceId));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Tap_and_tun(string kernel)
    {
        JsonElement said = Data(kernel, "tap");
        Assert.Equal(("tap", false, true, true, true), (Text(said, "type"), said.GetProperty("pi").GetBoolean(), said.GetProperty("vnet_hdr").GetBoolean(), said.GetProperty("multi_queue").GetBoolean(), said.GetProperty("persist").GetBoolean()));
        Assert.Equal((70001, 70002, 0), (Number(said, "user"), Number(said, "group"), Number(said, "numqueues")));
        Assert.Equal(
            new TunLink { Owner = 70001, Group = 70002, Type = 2, PacketInformation = false, VnetHeader = true, Persistent = true, MultiQueue = true, Queues = 0 }, RecordedLinks.Read(kernel, "tap").Settings);
        Assert.Equal(new TunLink { Type = 1, PacketInformation = true, VnetHeader = false, Persistent = true, MultiQueue = false }, RecordedLinks.Read(kernel, "tun").Settings);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Vlan(string kernel)
    {
        Assert.Equal(("802.1ad", 7), (Text(Data(kernel, "vlan"), "protocol"), Number(Data(kernel, "vlan"), "id")));
        Link link = RecordedLinks.Read(kernel, "vlan");
        Assert.Equal((new VlanLink { Id = 7, Protocol = 0x88A8 }, RecordedLinks.IndexOf(kernel, "d0")), (link.Settings, link.Parent));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Macvlan_and_macvtap(string kernel)
    {
        Assert.Equal(("bridge", "passthru", true), (Text(Data(kernel, "macvlan"), "mode"), Text(Data(kernel, "macvtap"), "mode"), Data(kernel, "macvtap").GetProperty("nopromisc").GetBoolean()));
        Assert.Equal(new MacvlanLink { Mode = MacvlanMode.Bridge, Flags = 0 }, RecordedLinks.Read(kernel, "macvlan").Settings);
        Assert.Equal(new MacvtapLink { Mode = MacvlanMode.Passthru, Flags = 1 }, RecordedLinks.Read(kernel, "macvtap").Settings);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Vxlan(string kernel)
    {
        JsonElement said = Data(kernel, "vxlan");
        Assert.Equal((77, "239.1.1.1", "10.0.0.1", "d0", 4789, 16), (Number(said, "id"), Text(said, "group"), Text(said, "local"), Text(said, "link"), Number(said, "port"), Number(said, "ttl")));
        Assert.Equal((false, 60, true), (said.GetProperty("learning").GetBoolean(), Number(said, "ageing"), said.GetProperty("proxy").GetBoolean()));
        Assert.Equal(new VxlanLink
        {
            Id = 77,
            Group = IPAddress.Parse("239.1.1.1"),
            Local = IPAddress.Parse("10.0.0.1"),
            Parent = RecordedLinks.IndexOf(kernel, "d0"),
            Port = 4789,
            Ttl = 16,
            Learning = false,
            AgeingTime = TimeSpan.FromSeconds(60),
            Proxy = true,
        }, RecordedLinks.Read(kernel, "vxlan").Settings);
        Assert.Equal(("fd00::2", "fd00::1"), (Text(Data(kernel, "vxlan-6"), "remote6"), Text(Data(kernel, "vxlan-6"), "local6")));
        Assert.Equal(
            new VxlanLink { Id = 78, Group = IPAddress.Parse("fd00::2"), Local = IPAddress.Parse("fd00::1"), Port = 4790, Ttl = 0, Learning = true, AgeingTime = TimeSpan.FromSeconds(300), Proxy = false },
            RecordedLinks.Read(kernel, "vxlan-6").Settings);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Bond(string kernel)
    {
        JsonElement said = Data(kernel, "bond");
        Assert.Equal(("802.3ad", 100, 200, 300, "layer3+4"), (Text(said, "mode"), Number(said, "miimon"), Number(said, "updelay"), Number(said, "downdelay"), Text(said, "xmit_hash_policy")));
        Assert.Equal(new BondLink
        {
            Mode = BondMode.Lacp,
            MonitorInterval = TimeSpan.FromMilliseconds(100),
            UpDelay = TimeSpan.FromMilliseconds(200),
            DownDelay = TimeSpan.FromMilliseconds(300),
            TransmitHashPolicy = 1,
        }, RecordedLinks.Read(kernel, "bond").Settings);
        Assert.Equal(("active-backup", "d1"), (Text(Data(kernel, "bond-active"), "mode"), Text(Data(kernel, "bond-active"), "active_slave")));
        BondLink active = Assert.IsType<BondLink>(RecordedLinks.Read(kernel, "bond-active").Settings);
        Assert.Equal((BondMode.ActiveBackup, RecordedLinks.IndexOf(kernel, "d1")), (active.Mode, active.ActivePort));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Port_of_a_bond_is_no_port_of_a_bridge(string kernel)
    {
        Link link = RecordedLinks.Read(kernel, "bond-port");
        Assert.Equal((new DummyLink(), null, RecordedLinks.IndexOf(kernel, "bond1")), (link.Settings, link.Port, link.Master));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Names_and_a_group(string kernel)
    {
        Link link = RecordedLinks.Read(kernel, "alternative-names");
        Assert.Equal(("machine ä", 5u, true, new DummyLink(), 3u, 2u), (link.Alias, link.Group, link.IsUp, link.Settings, link.TxQueues, link.RxQueues));
        Assert.Equal(["a-name-that-is-longer-than-fifteen", "another"], link.AlternativeNames);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void A_name_that_is_no_UTF8_hides_no_link(string kernel)
    {
        // Whoever may make links may call one so, and it would be in the way of every list.
        byte[] told = [.. RecordedNetlink.Of(kernel, "alternative-names").Answer[0]];
        foreach (byte[] text in (byte[][])[[.. "d0\0"u8], [.. "machine"u8], [.. "another"u8]])
            told[told.AsSpan().IndexOf(text)] = 0xFF;
        Link link = RecordedLinks.Read(told);
        Assert.Equal(("\uFFFD0", "\uFFFDachine ä", 1500u), (link.Name, link.Alias, link.Mtu));
        Assert.Equal(["a-name-that-is-longer-than-fifteen", "\uFFFDnother"], link.AlternativeNames);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Loopback_and_ifb(string kernel)
    {
        Link link = RecordedLinks.Read(kernel, "lo");
        Assert.Equal((1, "lo", (ushort)772, 65536u, null, null), (link.Index, link.Name, link.HardwareType, link.Mtu, link.Kind, link.Port));
        Assert.Equal(new IfbLink(), RecordedLinks.Read(kernel, "ifb").Settings);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kinds_that_are_not_known_are_kept(string kernel)
    {
        // IFLA_VRF_TABLE: 1.
        UnknownLink vrf = Assert.IsType<UnknownLink>(RecordedLinks.Read(kernel, "vrf").Settings);
        Assert.Equal("vrf", vrf.Kind);
        Assert.Equal([8, 0, 1, 0, 10, 0, 0, 0], vrf.Data.ToArray());
        Link gre = RecordedLinks.Read(kernel, "gre");
        Assert.Equal(("gre", null, (ushort)778), (gre.Kind, gre.Address, gre.HardwareType));
        Assert.NotEqual(0, Assert.IsType<UnknownLink>(gre.Settings).Data.Length);
    }

    private static JsonElement Data(string kernel, string name) => RecordedNetlink.Of(kernel, name).Thing.GetProperty("linkinfo").GetProperty("info_data");

    private static string? Text(JsonElement element, string name) => element.TryGetProperty(name, out JsonElement value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    private static int Number(JsonElement element, string name) => element.GetProperty(name) is { ValueKind: JsonValueKind.String } text ? int.Parse(text.GetString()!, System.Globalization.CultureInfo.InvariantCulture) : element.GetProperty(name).GetInt32();
}
