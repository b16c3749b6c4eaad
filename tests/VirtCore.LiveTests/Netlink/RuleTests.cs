using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VirtCore.Netlink;
using Xunit;
using static Tmds.Linux.LibC;

namespace VirtCore.LiveTests.Netlink;

/// <summary>Policy routing rules, made here and read by iproute2, and the other way round.</summary>
public sealed class RuleTests : NetlinkTest
{
    private static readonly Rule s_all = new()
    {
        Family = AddressFamily.InterNetwork,
        Priority = 100,
        Source = IPNetwork.Parse("10.1.0.0/16"),
        Destination = IPNetwork.Parse("10.2.3.4/32"),
        InputLink = "lo",
        OutputLink = "xx0",
        Mark = 0x10,
        MarkMask = 0xF0,
        TypeOfService = 0x10,
        IpProtocol = 6,
        SourcePorts = new PortRange(5, 6),
        DestinationPorts = new PortRange(80, 80),
        Users = new UserRange(5, 9),
        IsInverted = true,
        Table = 1000,
        SuppressPrefixLength = 0,
        SuppressGroup = 7,
        Protocol = 77,
    };

    [Fact]
    public void A_new_namespace_has_the_rules_of_every_kernel()
    {
        Assert.Equal([0u, 32766u, 32767u], Route.GetRules(AddressFamily.InterNetwork).Select(static rule => rule.Priority!.Value));
        Assert.Equal([255u, 254u, 253u], Route.GetRules(AddressFamily.InterNetwork).Select(static rule => rule.Table!.Value));
        Assert.Contains(Route.GetRules(), static rule => rule is { Family: AddressFamily.InterNetworkV6, Table: 254, Protocol: 2 });
    }

    [Fact]
    public void A_rule_that_says_everything_comes_and_goes()
    {
        Route.AddRule(s_all);
        Assert.Equal(EEXIST, Assert.Throws<NetlinkException>(() => Route.AddRule(s_all)).Errno);
        Assert.Equal(s_all, Added().Single());
        JsonElement said = Said("-4", 100);
        Assert.Equal(("10.1.0.0", 16, "10.2.3.4", "0x10", "0x10", "0xf0"), (Text(said, "src"), Number(said, "srclen"), Text(said, "dst"), Text(said, "tos"), Text(said, "fwmark"), Text(said, "fwmask")));
        Assert.Equal(("lo", "xx0", 5, 9, "tcp", 5, 6, 80), (Text(said, "iif"), Text(said, "oif"), Number(said, "uid_start"), Number(said, "uid_end"), Text(said, "ipproto"), Number(said, "sport_start"), Number(said, "sport_end"), Number(said, "dport")));
        Assert.Equal(("1000", 0, "7", "77", true), (Text(said, "table"), Number(said, "suppress_prefixlen"), Text(said, "suppress_ifgroup"), Text(said, "protocol"), said.TryGetProperty("not", out _)));
        Assert.True(Route.DeleteRule(s_all));
        Assert.False(Route.DeleteRule(s_all));
        Assert.Empty(Added());
    }

    [Fact]
    public void What_ip_has_made_is_read()
    {
        RunIp("rule", "add", "pref", "100", "not", "from", "10.1.0.0/16", "to", "10.2.3.4", "iif", "lo", "oif", "xx0", "fwmark", "0x10/0xf0", "tos", "0x10", "table", "1000", "uidrange", "5-9",
            "ipproto", "tcp", "sport", "5-6", "dport", "80", "suppress_prefixlength", "0", "suppress_ifgroup", "7", "protocol", "77");
        Assert.Equal(s_all, Assert.Single(Added()));
        Assert.True(Route.DeleteRule(s_all));
        RunIp("-6", "rule", "add", "pref", "105", "from", "fd00::/8", "table", "70000", "protocol", "4");
        var six = new Rule { Family = AddressFamily.InterNetworkV6, Priority = 105, Source = IPNetwork.Parse("fd00::/8"), Table = 70000 };
        Assert.Equal(six, Assert.Single(Added()));
        Assert.True(Route.DeleteRule(six));
    }

    [Fact]
    public void Every_action_is_read_back()
    {
        foreach (AddressFamily family in (AddressFamily[])[AddressFamily.InterNetwork, AddressFamily.InterNetworkV6])
        {
            Rule[] rules =
            [
                new() { Family = family, Priority = 200, Action = RuleAction.Goto, Goto = 32766 },
                new() { Family = family, Priority = 201, Action = RuleAction.Nop },
                new() { Family = family, Priority = 202, Action = RuleAction.Blackhole },
                new() { Family = family, Priority = 203, Action = RuleAction.Unreachable },
                new() { Family = family, Priority = 204, Action = RuleAction.Prohibit },
                new() { Family = family, Priority = 205 },
            ];
            foreach (Rule rule in rules)
                Route.AddRule(rule);
            Assert.Equal([.. rules[..5], rules[5] with { Table = 254 }], Added());
            string version = family == AddressFamily.InterNetwork ? "-4" : "-6";
            Assert.Equal(32766, Number(Said(version, 200), "goto"));
            Assert.True(Said(version, 201).TryGetProperty("nop", out _));
            Assert.Equal(["blackhole", "unreachable", "prohibit"], ((int[])[202, 203, 204]).Select(priority => Text(Said(version, priority), "action")));
            Assert.Equal("main", Text(Said(version, 205), "table"));
            foreach (Rule rule in rules)
                Assert.True(Route.DeleteRule(rule));
            Assert.Empty(Added());
        }
    }

    [Fact]
    public void The_table_of_a_vrf_is_asked()
    {
        var rule = new Rule { Family = AddressFamily.InterNetwork, Priority = 100, IsL3MasterDevice = true };
        try
        {
            Route.AddRule(rule);
        }
        catch (NetlinkException lacking) when (lacking.Errno == EOPNOTSUPP)
        {
            Requires.Missing("l3mdev", lacking.Message);
        }

        Assert.Equal(rule, Assert.Single(Added()));
        Assert.True(Said("-4", 100).TryGetProperty("l3mdev", out _));
        Assert.True(Route.DeleteRule(rule));
    }

    [Fact]
    public void A_mark_alone_counts_whole()
    {
        Route.AddRule(new Rule { Family = AddressFamily.InterNetwork, Priority = 100, Mark = 7, Table = 100 });
        Rule read = Assert.Single(Added());
        Assert.Equal((7u, uint.MaxValue), (read.Mark, read.MarkMask));
        Assert.Equal("0x7", Text(Said("-4", 100), "fwmark"));
    }

    [Fact]
    public void A_rule_that_is_none_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Route.AddRule(new Rule { Family = AddressFamily.InterNetwork, Source = IPNetwork.Parse("fd00::/8") }));
        Assert.Throws<ArgumentException>(() => Route.AddRule(new Rule { Family = AddressFamily.Unix }));
        NetlinkException backwards = Assert.Throws<NetlinkException>(() => Route.AddRule(new Rule { Family = AddressFamily.InterNetwork, Priority = 100, Action = RuleAction.Goto, Goto = 50 }));
        Assert.Equal((EINVAL, "add rule 100 from all to all"), (backwards.Errno, backwards.Operation));
        Assert.Empty(Added());
    }

    private IEnumerable<Rule> Added() => Route.GetRules().Where(static rule => rule.Priority is not (0 or 32766 or 32767));

    private JsonElement Said(string version, int priority) => Ip(version, "rule", "show").EnumerateArray().Single(rule => Number(rule, "priority") == priority);

    private void RunIp(params string[] arguments) => RunIn(Namespace, Requires.Ip(), arguments);

    private static string Text(JsonElement element, string name) => element.GetProperty(name).GetString()!;

    private static int Number(JsonElement element, string name) => element.GetProperty(name).GetInt32();
}
