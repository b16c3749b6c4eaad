using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Policy routing rules: as kernels listed them, all that iproute2 read and what was asked for; and as they are asked for, here and by iproute2.</summary>
public sealed class RecordedRuleTests
{
    private const string NoProtocol = "+ rule/21 00"; // FRA_PROTOCOL, which is always said

    private static readonly Rule s_four = new() { Family = AddressFamily.InterNetwork, Protocol = 0 }, s_six = new() { Family = AddressFamily.InterNetworkV6, Protocol = 0 };

    private static readonly Rule s_links = s_four with
    {
        Priority = 100,
        Source = IPNetwork.Parse("10.1.0.0/16"),
        Destination = IPNetwork.Parse("10.2.0.1/32"),
        InputLink = "d0",
        OutputLink = "gone",
        TypeOfService = 0x10,
        Table = 100,
    };

    private static readonly Rule s_mark = s_four with { Priority = 110, Mark = 0x10, MarkMask = 0xF0, Table = 70_000 };

    private static readonly Rule s_ports = s_four with
    {
        Priority = 120,
        Users = new UserRange(1000, 2000),
        IpProtocol = 17,
        SourcePorts = new PortRange(53, 53),
        DestinationPorts = new PortRange(1024, 65534),
        Table = 254,
    };

    private static readonly Rule s_suppress = s_four with { Priority = 130, IsInverted = true, Source = IPNetwork.Parse("10.3.0.0/16"), Table = 254, SuppressPrefixLength = 0, SuppressGroup = 5 };
    private static readonly Rule s_goto = s_four with { Priority = 140, Mark = 7, MarkMask = uint.MaxValue, Action = RuleAction.Goto, Goto = 32766 };
    private static readonly Rule s_vrf = s_four with { Priority = 150, IsL3MasterDevice = true };
    private static readonly Rule s_prohibit = s_four with { Priority = 160, Destination = IPNetwork.Parse("10.4.0.0/16"), Action = RuleAction.Prohibit, Protocol = 9 };

    private static readonly Rule s_sixth = s_six with
    {
        Priority = 200,
        Source = IPNetwork.Parse("fd00:1::/64"),
        Destination = IPNetwork.Parse("fd00:2::7/128"),
        InputLink = "lo",
        IpProtocol = 6,
        DestinationPorts = new PortRange(22, 22),
        Table = 1000,
    };

    private static readonly Rule s_sixthMark = s_six with { Priority = 210, Mark = 0x8000_0000, MarkMask = 0xC000_0000, Users = new UserRange(0, 0), SuppressPrefixLength = 64, Table = 255 };

    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    [Theory]
    [CombinedWithKernels("rule", "rule-mark", "rule-ports", "rule-suppress", "rule-goto", "rule-vrf", "rule-prohibit", "rule-gone", "rule-6", "rule-6-mark")]
    public void Rules_are_what_iproute2_read(string kernel, string name) =>
        Assert.Equal(RecordedNetlink.Of(kernel, name).Said.EnumerateArray().Select(one => Said(one, name.Contains('6', StringComparison.Ordinal))), RecordedDump.Of(kernel, name, Rtnetlink.ReadRule));

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Rules_are_what_was_asked_for(string kernel)
    {
        Rule local = s_four with { Priority = 0, Table = 255, Protocol = 2 }, main = s_four with { Priority = 32766, Table = 254, Protocol = 2 }, last = main with { Priority = 32767, Table = 253 };
        Assert.Equal([local, s_links, s_mark, s_ports, s_suppress, s_goto, s_vrf, s_prohibit, main, last], RecordedDump.Of(kernel, "rule-prohibit", Rtnetlink.ReadRule));
        Assert.Equal([local, s_links, s_mark, s_ports, s_suppress, s_vrf, s_prohibit, main, last], RecordedDump.Of(kernel, "rule-gone", Rtnetlink.ReadRule));
        Assert.Equal([s_sixth, s_sixthMark], RecordedDump.Of(kernel, "rule-6-mark", Rtnetlink.ReadRule).Where(static rule => rule.Protocol == 0));
    }

    // RTM_NEWRULE's FRA_TABLE (15) holds the number of every table; iproute2 puts those below 256 into the fixed part alone.
    [Fact]
    public void Links_and_networks() => Same("rule", s_links, "+ rule/15 64000000", NoProtocol);

    [Fact]
    public void Mark() => Same("rule-mark", s_mark, NoProtocol);

    [Fact]
    public void Ports_and_users() => Same("rule-ports", s_ports, "+ rule/15 fe000000", NoProtocol);

    [Fact]
    public void Suppressed_routes() => Same("rule-suppress", s_suppress, "+ rule/15 fe000000", NoProtocol);

    [Fact]
    public void Goto() => Same("rule-goto", s_goto with { MarkMask = null }, NoProtocol);

    [Fact]
    public void Vrf() => Same("rule-vrf", s_vrf, NoProtocol);

    [Fact]
    public void Prohibit() => Same("rule-prohibit", s_prohibit);

    [Fact]
    public void Rule_of_IPv6() => Same("rule-6", s_sixth, NoProtocol);

    [Fact]
    public void Mark_of_IPv6() => Same("rule-6-mark", s_sixthMark, "+ rule/15 ff000000", NoProtocol);

    [Fact]
    public void Deletion() => Same("rule-gone", s_goto with { MarkMask = null }, // iproute2 was told the priority alone, and so says no action either
        "- body 020000000000000000000000", "+ body 020000000000000200000000", "+ rule/10 07000000", NoProtocol, "+ rule/4 fe7f0000");

    /// <summary>A rule may name a link that nobody can name: an error would hide all rules behind it.</summary>
    [Fact]
    public void Names_that_are_no_UTF_8_hide_nothing()
    {
        byte[] message = RecordedRequest.Message(RTM.RTM_NEWRULE, 0, static (ref writer) =>
        {
            writer.Write(new fib_rule_hdr { family = 2 });
            writer.Attribute(FRA.FRA_IIFNAME, [0x61, 0xFF, 0]);
            writer.Attribute(FRA.FRA_OIFNAME, [0xFE, 0]);
        });
        var messages = new NetlinkMessageReader(message);
        Assert.True(messages.MoveNext());
        Rule? rule = Rtnetlink.ReadRule(messages);
        Assert.Equal(("a\uFFFD", "\uFFFD"), (rule?.InputLink, rule?.OutputLink));
    }

    private static void Same(string name, Rule rule, params string[] differences) => RecordedRequest.Same(name, (ref writer, _) => RuleCodec.Write(ref writer, rule), differences);

    // A rule as iproute2 tells of it.
    private static Rule Said(JsonElement one, bool six) => new()
    {
        Family = six ? AddressFamily.InterNetworkV6 : AddressFamily.InterNetwork,
        Priority = one.GetProperty("priority").GetUInt32(),
        Source = Network(one, "src", six),
        Destination = Network(one, "dst", six),
        InputLink = Text(one, "iif"),
        OutputLink = Text(one, "oif"),
        TypeOfService = (byte)(Hexadecimal(one, "tos") ?? 0),
        Mark = Hexadecimal(one, "fwmark"),
        MarkMask = Hexadecimal(one, "fwmask") ?? (one.TryGetProperty("fwmark", out _) ? uint.MaxValue : null),
        Users = one.TryGetProperty("uid_start", out JsonElement first) ? new UserRange(first.GetUInt32(), one.GetProperty("uid_end").GetUInt32()) : null,
        IpProtocol = Text(one, "ipproto") is { } protocol ? byte.Parse(protocol["ipproto-".Length..], CultureInfo.InvariantCulture) : null,
        SourcePorts = Ports(one, "sport"),
        DestinationPorts = Ports(one, "dport"),
        IsInverted = one.TryGetProperty("not", out _),
        Action = one.TryGetProperty("goto", out JsonElement target) ? RuleAction.Goto : Text(one, "action") is { } action ? (RuleAction)byte.Parse(action, CultureInfo.InvariantCulture) : RuleAction.ToTable,
        Goto = target.ValueKind == JsonValueKind.Number ? target.GetUInt32() : null,
        Table = Number(one, "table"),
        IsL3MasterDevice = one.TryGetProperty("l3mdev", out _),
        SuppressPrefixLength = one.TryGetProperty("suppress_prefixlen", out JsonElement length) ? length.GetInt32() : null,
        SuppressGroup = Number(one, "suppress_ifgroup"),
        Protocol = (byte)(Number(one, "protocol") ?? 0),
    };

    private static IPNetwork? Network(JsonElement one, string name, bool six) => Text(one, name) is { } address && address != "all"
        ? IPNetwork.Parse($"{address}/{(one.TryGetProperty(name + "len", out JsonElement length) ? length.GetInt32() : six ? 128 : 32)}") : null;

    private static PortRange? Ports(JsonElement one, string name)
    {
        if (one.TryGetProperty(name, out JsonElement port))
            return new PortRange(port.GetUInt16(), port.GetUInt16());
        return one.TryGetProperty(name + "_start", out JsonElement first) ? new PortRange(first.GetUInt16(), one.GetProperty(name + "_end").GetUInt16()) : null;
    }

    private static uint? Hexadecimal(JsonElement one, string name) => Text(one, name) is { } text ? uint.Parse(text.AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) : null;

    private static uint? Number(JsonElement one, string name) => Text(one, name) is { } text ? uint.Parse(text, CultureInfo.InvariantCulture) : null;

    private static string? Text(JsonElement one, string name) => one.TryGetProperty(name, out JsonElement value) ? value.GetString() : null;
}
