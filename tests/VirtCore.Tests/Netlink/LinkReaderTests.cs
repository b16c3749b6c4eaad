using CsCheck;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Qmp;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>A link's message read in place.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class LinkReaderTests
{
    private const int Rounds = 1000;

    private static readonly LinkSettings s_settings = new()
    {
        Name = "br0",
        Address = MacAddress.Parse("52:54:00:01:02:03"),
        Mtu = 1400,
        TxQueueLength = 7,
        Master = 3,
        Parent = 4,
        Alias = "gäste",
        Group = 5,
        TxQueues = 2,
        RxQueues = 3,
        IsUp = true,
        Port = new BridgePort { Isolated = true },
    };

    private static readonly BridgeLink s_kind = new() { Stp = true, Priority = 7 };

    [Fact]
    public void What_is_written_is_read_in_place()
    {
        byte[] bytes = Sample();
        var messages = new NetlinkMessageReader(bytes);
        Assert.True(messages.MoveNext());
        Assert.True(LinkReader.TryRead(messages, out LinkReader link, out NetlinkFormatError error), error.ToString());
        Assert.Equal("br0"u8, link.Name);
        Assert.Equal("bridge"u8, link.Kind);
        Assert.Equal("gäste"u8, link.Alias);
        Assert.Equal((9, LinkFlags.Up, s_settings.Address, 1400u, 7u, 3, 4), (link.Index, link.Flags, link.Address, link.Mtu, link.TxQueueLength, link.Master, link.Parent));
        Assert.Equal((5u, 2u, 3u, null), (link.Group, link.TxQueues, link.RxQueues, link.ParentNamespaceId));
        Assert.Equal((true, 1ul, 4ul, 24ul), (link.HasStatistics, link.Statistics.RxPackets, link.Statistics.TxBytes, link.Statistics.RxNoHandler));
        Assert.True(bytes.AsSpan().Overlaps(link.Name));
    }

    [Fact]
    public void Shorter_statistics_of_an_earlier_kernel_end_in_zeros()
    {
        byte[] buffer = new byte[256];
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(RTM.RTM_NEWLINK, 0);
        writer.Write(default(ifinfomsg));
        writer.Attribute(IFLA.IFLA_STATS64, [7, 0, 0, 0, 0, 0, 0, 0, 8, 0, 0, 0, 0, 0, 0, 0]);
        writer.EndMessage();
        var messages = new NetlinkMessageReader(writer.Written);
        Assert.True(messages.MoveNext());
        Assert.True(LinkReader.TryRead(messages, out LinkReader link, out _));
        Assert.Equal((7ul, 8ul, 0ul, 0ul), (link.Statistics.RxPackets, link.Statistics.TxPackets, link.Statistics.RxBytes, link.Statistics.RxNoHandler));
    }

    [Fact]
    public void Damage_is_the_same_error_as_for_a_whole_link()
    {
        byte[] whole = Sample();
        Gen.Select(Gen.Int[16, whole.Length - 1], Gen.Byte, Gen.Int[16, whole.Length - 1], Gen.Byte).Sample(damage =>
        {
            byte[] bytes = [.. whole];
            bytes[damage.Item1] = damage.Item2;
            bytes[damage.Item3] ^= damage.Item4;
            var messages = new NetlinkMessageReader(bytes);
            Assert.True(messages.MoveNext());
            bool read = LinkReader.TryRead(messages, out LinkReader link, out NetlinkFormatError error);
            Assert.Equal(read, error == NetlinkFormatError.None);
            Link? copy = LinkCodec.Read(messages, out NetlinkFormatError second);
            if (!read)
                Assert.Equal((null, error), (copy, second));
            else if (copy is not null)
                Assert.Equal((link.Index, link.Mtu, link.Master, link.Address), (copy.Index, copy.Mtu, copy.Master, copy.Address));
        }, iter: 20_000);
    }

    [Fact]
    public void Every_prefix_is_read_or_refused()
    {
        byte[] whole = Sample();
        for (int length = 16; length < whole.Length; length++)
        {
            byte[] prefix = whole[..length];
            BitConverter.TryWriteBytes(prefix, length);
            var messages = new NetlinkMessageReader(prefix);
            Assert.True(messages.MoveNext());
            bool read = LinkReader.TryRead(messages, out _, out NetlinkFormatError error);
            Assert.Equal(read, error == NetlinkFormatError.None);
            Assert.True(length >= 32 || error == NetlinkFormatError.Truncated);
        }
    }

    [Fact]
    public void Writing_and_reading_allocate_nothing()
    {
        byte[] buffer = new byte[4096];
        Assert.NotEqual(0ul, Repeat(buffer));
        long before = GC.GetAllocatedBytesForCurrentThread();
        Repeat(buffer);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static ulong Repeat(byte[] buffer)
    {
        ulong sum = 0;
        for (int i = 0; i < Rounds; i++)
        {
            var messages = new NetlinkMessageReader(Write(buffer));
            while (messages.MoveNext())
            {
                if (!LinkReader.TryRead(messages, out LinkReader link, out _))
                    return 0;
                sum += (ulong)link.Name.Length + link.Mtu + link.Statistics.RxPackets + (ulong)(link.Address == s_settings.Address ? 1 : 0);
            }
        }

        return sum;
    }

    private static byte[] Sample() => Write(new byte[4096]).ToArray();

    private static ReadOnlySpan<byte> Write(byte[] buffer)
    {
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(RTM.RTM_NEWLINK, 0);
        LinkCodec.Write(ref writer, 9, s_settings, s_kind);
        writer.Attribute(IFLA.IFLA_STATS64, new rtnl_link_stats64 { rx_packets = 1, tx_bytes = 4, rx_nohandler = 24 });
        writer.EndMessage();
        return writer.Written;
    }
}
