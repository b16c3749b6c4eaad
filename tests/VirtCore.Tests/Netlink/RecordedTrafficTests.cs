using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Limits and shares: as kernels listed them, and as they are asked for, here and by tc.</summary>
public sealed partial class RecordedTrafficTests
{
    private const int Steady = 2, Bursting = 3, Fast = 4, Shared = 5; // d0 to d3
    private const uint Handle = 0x1_0000;

    private static readonly BandwidthLimit s_steady = new(1_000_000) { BurstBytes = 65536 };
    private static readonly BandwidthLimit s_bursting = new(1_000_000) { BurstBytes = 100_000, PeakBytesPerSecond = 2_000_000 };
    private static readonly BandwidthLimit s_fast = new(10_000_000_000) { BurstBytes = 64 << 20 };
    private static readonly MacAddress s_machine = MacAddress.Parse("52:54:00:12:34:56"), s_other = MacAddress.Parse("52:54:00:12:34:57");

    public static TheoryData<string> Kernels => [.. RecordedNetlink.Kernels];

    [Theory]
    [CombinedWithKernels("class-htb-fast", "class-htb")]
    public void Rates_are_what_tc_read(string kernel, string name)
    {
        Dictionary<uint, ulong> said = ClassText().Matches(RecordedNetlink.Of(kernel, name).Text).ToDictionary(
            static match => uint.Parse(match.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture) << 16 | uint.Parse(match.Groups[2].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture),
            static match => ulong.Parse(match.Groups[3].ValueSpan, CultureInfo.InvariantCulture) * (match.Groups[4].Value == "G" ? 1_000_000_000ul : 1_000_000) / 8);
        Dictionary<uint, ulong> read = RecordedDump.Of(kernel, name, static message =>
        {
            ulong? rate = HtbCodec.ReadRate(message, out tcmsg header, out NetlinkFormatError error);
            Assert.Equal((NetlinkFormatError.None, Shared), (error, header.tcm_ifindex));
            return Tuple.Create(header.tcm_handle, rate!.Value);
        }).ToDictionary(static pair => pair.Item1, static pair => pair.Item2);
        Assert.Equal(said, read);
        Dictionary<uint, ulong> asked = new() { [Handle | 1] = 10_000_000_000 };
        if (name == "class-htb")
            asked[Handle | 3] = 500_000;
        Assert.Equal(asked, read);
    }

    [Theory]
    [CombinedWithKernels("filter-u32", "filter-u32-ether", "filter-gone", "filter-police")]
    public void Machines_are_what_tc_read(string kernel, string name)
    {
        string[] said = [.. KeysText().Matches(RecordedNetlink.Of(kernel, name).Text).Select(static match => $"{match.Groups[1].Value} {match.Groups[2].Value}{match.Groups[3].Value}")];
        string[] read = [.. RecordedDump.Of(kernel, name, static message =>
        {
            MacAddress? machine = HtbCodec.ReadFilter(message, out tcmsg header, out NetlinkFormatError error);
            Assert.Equal(NetlinkFormatError.None, error);
            return machine is null ? "" : $"{header.tcm_info >> 16} {machine.ToString()!.Replace(":", "", StringComparison.Ordinal)}";
        }).Where(static line => line.Length != 0)];
        Assert.Equal(said, read);
        // tc's own form for the same frames is none of ours, and neither is another classifier.
        Assert.Equal(name == "filter-u32" ? ["3 525400123456"] : [], read);
    }

    /// <summary>A share that cannot be read is no share that is not there: it would be given twice.</summary>
    [Theory]
    [InlineData(TC.TCA_HTB_PARMS)]
    [InlineData(TC.TCA_HTB_RATE64)]
    public void A_damaged_class_is_an_error(ushort option)
    {
        var messages = new NetlinkMessageReader(RecordedRequest.Message(RTM.RTM_NEWTCLASS, 0, (ref writer) =>
        {
            writer.Write(new tcmsg { tcm_handle = Handle | 1 });
            writer.Attribute(TCA.TCA_KIND, "htb");
            int options = writer.BeginNested(TCA.TCA_OPTIONS);
            writer.Attribute(option, 7u);
            writer.EndNested(options);
        }));
        Assert.True(messages.MoveNext());
        Assert.Null(HtbCodec.ReadRate(messages, out _, out NetlinkFormatError error));
        Assert.Equal(NetlinkFormatError.AttributeLength, error);
    }

    /// <summary>Frames that are compared by fewer bits are for more machines than one.</summary>
    [Fact]
    public void A_filter_with_other_masks_is_for_no_machine()
    {
        byte[] message = RecordedRequest.Message(RTM.RTM_NEWTFILTER, 0, Rtnetlink.ShareFilter(Shared, 3, s_machine).Write);
        int key = message.AsSpan().IndexOf((ReadOnlySpan<byte>)[0xFF, 0xFF, 0xFF, 0xFF, 0x52]);
        Assert.Equal(s_machine, Read(message));
        foreach (int at in (int[])[key, key + 3, key + 17, key + 18])
        {
            byte[] other = [.. message];
            other[at] ^= 1;
            Assert.Null(Read(other));
        }

        static MacAddress? Read(byte[] bytes)
        {
            var messages = new NetlinkMessageReader(bytes);
            Assert.True(messages.MoveNext());
            MacAddress? machine = HtbCodec.ReadFilter(messages, out _, out NetlinkFormatError error);
            Assert.Equal(NetlinkFormatError.None, error);
            return machine;
        }
    }

    /// <summary>What the kernel tells of a limit is what would be asked for here: its rates, its room and its bursts in ticks.</summary>
    [Theory]
    [MemberData(nameof(Kernels))]
    public void Kernels_hold_the_limits_that_are_asked_for(string kernel)
    {
        foreach ((string name, int link, BandwidthLimit limit) in (ReadOnlySpan<(string, int, BandwidthLimit)>)[("qdisc-tbf", Steady, s_steady), ("qdisc-tbf-peak", Bursting, s_bursting), ("qdisc-tbf-fast", Fast, s_fast)])
        {
            NetlinkRequest request = Rtnetlink.Queue(link, limit);
            string[] told = ["qdisc/1 ", "qdisc/2/1 ", "qdisc/2/4 ", "qdisc/2/5 "]; // TCA_KIND, TCA_TBF_PARMS, _RATE64, _PRATE64
            string[] ours = [.. AttributeTree.Of(RecordedRequest.Message(request.Type, request.Flags, request.Write)).Where(line => told.Any(line.StartsWith))];
            string[][] held = [.. RecordedDump.Of(kernel, name, message => LinkOf(message) == link && message.Payload.IndexOf("tbf"u8) >= 0 ? Lines(message) : [])];
            Assert.Equal(ours, held.Single(static lines => lines.Length != 0).Where(line => told.Any(line.StartsWith)));
            JsonElement said = RecordedNetlink.Of(kernel, name).Said.EnumerateArray().Single(one => one.GetProperty("dev").GetString() == $"d{link - 2}" && one.GetProperty("kind").GetString() == "tbf").GetProperty("options");
            // In microseconds: what waits longer is dropped.
            Assert.Equal((limit.AverageBytesPerSecond, 50_000), (said.GetProperty("rate").GetUInt64(), said.GetProperty("lat").GetInt32()));
        }
    }

    // With other flags than tc's: it takes the place of what is there.
    [Fact]
    public void Limit() => RecordedRequest.Same("qdisc-tbf", (ref writer, _) => Rtnetlink.Queue(Steady, s_steady).Write(ref writer), "- qdisc/2/2 a table");

    [Fact]
    public void Limit_with_a_peak() => RecordedRequest.Same("qdisc-tbf-peak", (ref writer, _) => Rtnetlink.Queue(Bursting, s_bursting).Write(ref writer), "- qdisc/2/2 a table", "- qdisc/2/3 a table");

    [Fact]
    public void Limit_beyond_32_bits() => RecordedRequest.Same("qdisc-tbf-fast", (ref writer, _) => Rtnetlink.Queue(Fast, s_fast).Write(ref writer),
        "- qdisc/2/1 0001000000000000ffffffff0000000000000000000000000065cd21acb9030000000000", "- qdisc/2/2 a table",
        "+ qdisc/2/1 0001000000000000ffffffff0000000000000000000000000065cd219999010000000000"); // the burst in ticks, which tc works out of a rate of 32 bits: the kernel goes by TCA_TBF_BURST

    [Fact]
    public void Fair_queue() => RecordedRequest.Same("qdisc-fq_codel", (ref writer, _) => Rtnetlink.Leaf(Steady).Write(ref writer), // with other flags, as it may be there
        "- qdisc/2 nested"); // empty

    [Fact]
    public void Ingress() => RecordedRequest.Same("qdisc-ingress", Rtnetlink.Ingress(Steady));

    [Fact]
    public void Policing() => RecordedRequest.Same("filter-police", Rtnetlink.Police(Steady, s_steady));

    [Fact]
    public void Shares() => RecordedRequest.Same("qdisc-htb", Rtnetlink.Share(Shared));

    [Fact]
    public void Whole_of_the_shares() => RecordedRequest.Same("class-htb-fast", Rtnetlink.ShareClass(Shared, Handle, 1, 10_000_000_000, 10_000_000_000),
        "- class/2/1 0001000000000000ffffffff0001000000000000ffffffff8b9901008b99010060ea00000000000000000000", "- class/2/3 a table", "- class/2/4 a table",
        "+ class/2/1 0001000000000000ffffffff0001000000000000ffffffff999901009999010060ea00000000000000000000"); // the bursts in ticks, which tc rounds to whole microseconds

    [Fact]
    public void Share() => RecordedRequest.Same("class-htb", Rtnetlink.ShareClass(Shared, Handle | 1, 3, 500_000, 1_000_000), "- class/2/3 a table", "- class/2/4 a table");

    [Fact]
    public void Machine() => RecordedRequest.Same("filter-u32", Rtnetlink.ShareFilter(Shared, 3, s_machine));

    [Fact]
    public void Machine_as_tc_says_it() => RecordedRequest.Same("filter-u32-ether", (ref writer, _) =>
    {
        writer.Write(new tcmsg { tcm_ifindex = Shared, tcm_parent = Handle, tcm_info = 0x0004_0300 });
        HtbCodec.WriteFilter(ref writer, s_other, Handle | 3);
    }, "- filter/2/5 010002000000000000000000000000000000ffff00005254f0ffffff00000000ffffffff00123457f4ffffff00000000", // 2 bytes behind others at -16, 4 at -12
        "+ filter/2/5 01000200000000000000000000000000ffffffff52540012f2ffffff00000000ffff000034570000f6ffffff00000000"); // 4 bytes at -14, 2 at -10

    [Fact]
    public void Removal() => RecordedRequest.Same("filter-gone", Rtnetlink.DeleteFilter(Shared, 3, s_machine));

    [GeneratedRegex(@"^class htb ([0-9a-f]+):([0-9a-f]+) .*rate (\d+)([MG])bit ceil", RegexOptions.Multiline)]
    private static partial Regex ClassText();

    // The priority, and the machine's address in two keys.
    [GeneratedRegex(@"pref (\d+) .*\n *match ([0-9a-f]{8})/ffffffff at -14\n *match ([0-9a-f]{4})0000/ffff0000 at -10")]
    private static partial Regex KeysText();

    private static int LinkOf(NetlinkMessageReader message)
    {
        Assert.True(message.TryReadBody(out tcmsg header, out _));
        return header.tcm_ifindex;
    }

    private static string[] Lines(NetlinkMessageReader message)
    {
        byte[] payload = message.Payload.ToArray();
        return [.. AttributeTree.Of(RecordedRequest.Message(message.Type, message.Flags, (ref writer) => writer.WriteRaw(payload)))];
    }
}
