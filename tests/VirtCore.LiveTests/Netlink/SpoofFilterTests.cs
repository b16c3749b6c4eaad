using System.Net;
using VirtCore.Netlink;
using VirtCore.LiveTests.Results;
using Xunit;
using static VirtCore.LiveTests.Netlink.Frames;

namespace VirtCore.LiveTests.Netlink;

/// <summary>What a machine may not send, another at the same bridge does not receive. What it may, it does.</summary>
[Trait(ResultFile.LabTrait, LabSelection.Newest)]
public sealed class SpoofFilterTests : NetlinkTest
{
    private const string Last = "the last one";

    private static readonly MacAddress s_machine = MacAddress.Parse("52:54:00:00:00:01"), s_other = MacAddress.Parse("52:54:00:00:00:02");

    // Name, and what lets it through: m where MAC addresses alone are checked, a where 10.0.0.5 and 2001:db8::5 are allowed, n where 10.0.0.0/24 alone is. A capital one
    // where kernels differ: before Linux 7 what is within two tags is not seen, and dropped.
    private static readonly (string Name, string Allowed, byte[] Frame)[] s_frames =
    [
        ("IPv4", "man", Udp4(s_machine, "10.0.0.5", 1000, 2000)),
        ("IPv4 with options", "man", Udp4(s_machine, "10.0.0.5", 1000, 2001, options: 8)),
        ("IPv4 in another's MAC", "", Udp4(s_other, "10.0.0.5", 1000, 2002)),
        ("IPv4 of the same network", "mn", Udp4(s_machine, "10.0.0.6", 1000, 2003)),
        ("IPv4 of another network", "m", Udp4(s_machine, "10.0.1.5", 1000, 2004)),
        ("IPv4, the fragment after the first", "man", Ip4(s_machine, "10.0.0.5", 17, Udp(67, 68), fragment: 2)),
        ("IPv4 with a tag", "man", Tagged(Udp4(s_machine, "10.0.0.5", 1000, 2005), 5)),
        ("another's IPv4 with a tag", "", Tagged(Udp4(s_other, "10.0.0.5", 1000, 2006), 5)),
        ("another's address with a tag", "m", Tagged(Udp4(s_machine, "10.9.0.5", 1000, 2007), 5)),
        ("IPv4 with two tags", "MAN", Tagged(Tagged(Udp4(s_machine, "10.0.0.5", 1000, 2008), 6), 5, 0x88A8)),
        ("another's address with two tags", "M", Tagged(Tagged(Udp4(s_machine, "10.9.0.5", 1000, 2008), 6), 5, 0x88A8)),
        ("a DHCP server's answer with two tags", "", Tagged(Tagged(Udp4(s_machine, "10.0.0.5", 67, 68), 6), 5, 0x88A8)),
        ("a DHCP client's question", "man", Udp4(s_machine, "0.0.0.0", 68, 67)),
        ("no address, and no DHCP", "m", Udp4(s_machine, "0.0.0.0", 1000, 2009)),
        ("a DHCP server's answer", "", Udp4(s_machine, "10.0.0.5", 67, 68)),
        ("a DHCP server's answer behind options", "", Udp4(s_machine, "10.0.0.5", 67, 68, options: 40)),
        ("a DHCP server's answer with a tag", "", Tagged(Udp4(s_machine, "10.0.0.5", 67, 68), 5)),
        ("ARP", "man", Arp(s_machine, s_machine, "10.0.0.5")),
        ("ARP in another's MAC", "", Arp(s_machine, s_other, "10.0.0.5")),
        ("ARP for another's address", "m", Arp(s_machine, s_machine, "10.0.7.1")),
        ("ARP's probe", "man", Arp(s_machine, s_machine, "0.0.0.0", 1)),
        ("ARP that is cut off", "", Ethernet(s_machine, 0x0806, 0, 1, 8, 0, 6, 5)),
        ("RARP, as QEMU tells where a machine is", "man", Arp(s_machine, s_machine, "0.0.0.0", 3, 0x8035)),
        ("RARP in another's MAC", "", Arp(s_machine, s_other, "0.0.0.0", 3, 0x8035)),
        ("what is neither IP nor ARP", "", Ethernet(s_machine, 0x88CC, 1, 2, 3)),
        ("IPv6", "ma", Ip6(s_machine, "2001:db8::5", 17, Udp(1000, 2000))),
        ("IPv6 of another", "m", Ip6(s_machine, "2001:db8::6", 17, Udp(1000, 2000))),
        ("IPv6, link-local", "ma", Ip6(s_machine, "fe80::77", 17, Udp(1000, 2000))),
        ("a solicitation without an address", "ma", Ip6(s_machine, "::", 58, Icmp6(135, "2001:db8::5"))),
        ("an advertisement", "ma", Ip6(s_machine, "2001:db8::5", 58, Icmp6(136, "2001:db8::5"))),
        ("an advertisement for another", "m", Ip6(s_machine, "2001:db8::5", 58, Icmp6(136, "2001:db8::1"))),
        ("an advertisement without an address for another", "m", Ip6(s_machine, "::", 58, Icmp6(136, "2001:db8::1"))),
        ("a router's advertisement", "", Ip6(s_machine, "fe80::77", 58, Icmp6(134))),
        ("a router's advertisement behind a header", "", Ip6(s_machine, "fe80::77", 0, [58, 0, 1, 4, 0, 0, 0, 0, .. Icmp6(134)])),
        ("a router's advertisement behind three headers", "", Ip6(s_machine, "fe80::77", 0, [60, 0, 1, 4, 0, 0, 0, 0, 60, 0, 1, 4, 0, 0, 0, 0, 58, 0, 1, 4, 0, 0, 0, 0, .. Icmp6(134)])),
        ("a router's advertisement as a first fragment", "", Ip6(s_machine, "fe80::77", 44, [58, 0, 0, 1, 0, 0, 0, 9, .. Icmp6(134)])),
        ("a first fragment that hides its protocol", "", Ip6(s_machine, "fe80::77", 44, [60, 0, 0, 1, 0, 0, 0, 9, 58, 5, 1, 4, 0, 0, 0, 0])),
        ("a first fragment of nothing", "", Ip6(s_machine, "fe80::77", 44, 58, 0, 0, 1, 0, 0, 0, 9)),
        ("a fragment after the first, whatever it begins with", "ma", Ip6(s_machine, "fe80::77", 44, [58, 0, 0, 0x11, 0, 0, 0, 9, .. Icmp6(134)])),
        ("a redirect", "", Ip6(s_machine, "fe80::77", 58, Icmp6(137))),
        ("a DHCPv6 server's answer", "", Ip6(s_machine, "fe80::77", 17, Udp(547, 546))),
        ("IPv6 that is cut off", "", Ethernet(s_machine, 0x86DD, 0x60, 0, 0)),
        (Last, "man", Udp4(s_machine, "10.0.0.5", 1, 1)),
    ];

    [Theory]
    [InlineData("m")]
    [InlineData("a", "10.0.0.5/32", "2001:db8::5/128")]
    [InlineData("n", "10.0.0.0/24")]
    public async Task What_a_machine_may_not_send_nobody_receives(string which, params string[] addresses)
    {
        var allowed = new AntiSpoof { Addresses = [.. addresses.Select(static text => IPNetwork.Parse(text))] };
        HashSet<string> either = [.. s_frames.Where(frame => frame.Allowed.Contains(which.ToUpperInvariant(), StringComparison.Ordinal)).Select(static frame => frame.Name)];
        IEnumerable<string> passed = s_frames.Where(frame => frame.Allowed.Contains(which, StringComparison.Ordinal) && !either.Contains(frame.Name)).Select(static frame => frame.Name);
        Assert.Equal(passed, (await SendAsync(allowed)).Where(name => !either.Contains(name)));
    }

    [Fact]
    public async Task Without_a_filter_all_of_it_is_received() =>
        Assert.Equal(s_frames.Select(static frame => frame.Name), await SendAsync(null));

    [Fact]
    public async Task A_machine_that_may_serves_and_routes()
    {
        List<string> came = await SendAsync(new AntiSpoof { MayServeDhcp = true, MayAdvertiseRoutes = true });
        Assert.Superset(new HashSet<string>(["a DHCP server's answer", "a DHCPv6 server's answer", "a router's advertisement", "a redirect"]), came.ToHashSet());
        Assert.DoesNotContain("IPv4 in another's MAC", came);
    }

    [Fact]
    public async Task Link_local_addresses_that_are_named_are_the_only_ones()
    {
        List<string> came = await SendAsync(new AntiSpoof { Addresses = [IPNetwork.Parse("10.0.0.5/32"), IPNetwork.Parse("2001:db8::5/128"), IPNetwork.Parse("fe80::5/128")] });
        Assert.Contains("IPv6", came);
        Assert.DoesNotContain("IPv6, link-local", came);
    }

    [Fact]
    public void Nobody_else_changes_the_table()
    {
        using Tap tap = Tap.Create(new TapOptions { NetworkNamespace = Namespace, Name = "vm0" });
        using SpoofFilter filter = SpoofFilter.Create("vm0", s_machine, new AntiSpoof(), Namespace);
        Assert.Equal("virtcore-vm0", filter.Table);
        Assert.ThrowsAny<Xunit.Sdk.XunitException>(() => RunIn(Namespace, Requires.Nft(), ["delete", "table", "netdev", filter.Table]));
        RunIn(Namespace, Requires.Nft(), ["flush", "ruleset"]);
        Assert.Contains("type filter hook ingress device \"vm0\"", RunIn(Namespace, Requires.Nft(), ["list", "ruleset"]), StringComparison.Ordinal);
        NetlinkException twice = Assert.Throws<NetlinkException>(() => SpoofFilter.Create("vm0", s_machine, new AntiSpoof(), Namespace));
        Assert.True(twice.ErrnoName is "EEXIST" or "EPERM", twice.Message);
        filter.Dispose();
        Assert.Equal("", RunIn(Namespace, Requires.Nft(), ["list", "ruleset"]).Trim());
    }

    [Fact]
    public void A_tap_that_is_not_there_has_no_filter()
    {
        NetlinkException missing = Assert.Throws<NetlinkException>(() => SpoofFilter.Create("vm0", s_machine, new AntiSpoof(), Namespace));
        Assert.Equal("ENODEV", missing.ErrnoName);
        Assert.Equal("", RunIn(Namespace, Requires.Nft(), ["list", "ruleset"]).Trim());
    }

    private async Task<List<string>> SendAsync(AntiSpoof? allowed)
    {
        Requires.Nft();
        SwitchBridgeNetfilterOff();
        Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        using TapNetwork network = await AttachAsync(s_machine, allowed), neighbour = await AttachAsync(s_other, null);
        using var sender = new Card(network.Queues[0]);
        using var receiver = new Card(neighbour.Queues[0]);
        foreach ((_, _, byte[] frame) in s_frames)
            sender.Send(frame);
        return await receiver.ReceiveAsync(s_frames.ToDictionary(static frame => frame.Name, static frame => frame.Frame), Last);
    }

    private ValueTask<TapNetwork> AttachAsync(MacAddress address, AntiSpoof? allowed) =>
        TapNetwork.AttachAsync("br0", address, antiSpoof: allowed, tap: new TapOptions { NetworkNamespace = Namespace, VnetHeader = false });
}
