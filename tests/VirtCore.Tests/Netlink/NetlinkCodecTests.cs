using System.Net;
using CsCheck;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>The writer and the readers: round trips, and bytes that are no netlink.</summary>
public sealed class NetlinkCodecTests
{
    [Fact]
    public void What_is_written_is_read()
    {
        byte[] buffer = new byte[1024];
        var writer = new NetlinkWriter(buffer);
        writer.BeginMessage(16, 5, 77, 99);
        writer.Write(new ifinfomsg { ifi_index = 3 });
        writer.Attribute(1, (byte)7);
        writer.Attribute(2, 0x12345678u);
        writer.AttributeBigEndian(3, (ushort)0x1234);
        writer.Attribute(4, "br0");
        int nested = writer.BeginNested(5);
        writer.AttributeAddress(6, IPAddress.Parse("fd00::1"));
        writer.Flag(7);
        writer.EndNested(nested);
        writer.EndMessage();
        Assert.Equal(0, writer.Length % 4);

        var messages = new NetlinkMessageReader(writer.Written);
        Assert.True(messages.MoveNext());
        Assert.Equal((16, 5, 77u, 99u), (messages.Type, messages.Flags, messages.Sequence, messages.PortId));
        Assert.True(messages.TryReadBody(out ifinfomsg body, out NetlinkAttributeReader attributes));
        Assert.Equal(3, body.ifi_index);
        Assert.True(attributes.MoveNext());
        Assert.Equal(7, attributes.Get<byte>());
        Assert.True(attributes.MoveNext());
        Assert.Equal(0x12345678u, attributes.Get<uint>());
        Assert.True(attributes.MoveNext());
        Assert.Equal([0x12, 0x34], attributes.Payload.ToArray());
        Assert.Equal(0x1234, attributes.GetUInt16BigEndian());
        Assert.True(attributes.MoveNext());
        Assert.Equal("br0", attributes.GetText());
        Assert.True(attributes.MoveNext());
        Assert.True(attributes.IsNested);
        NetlinkAttributeReader inner = attributes.GetNested();
        Assert.True(inner.MoveNext());
        Assert.Equal(IPAddress.Parse("fd00::1"), inner.GetAddress());
        Assert.True(inner.MoveNext());
        Assert.Equal((7, 0), (inner.Type, inner.Payload.Length));
        Assert.False(inner.MoveNext());
        Assert.False(attributes.MoveNext());
        Assert.Equal(NetlinkFormatError.None, attributes.Error);
        Assert.False(messages.MoveNext());
        Assert.Equal(NetlinkFormatError.None, messages.Error);
    }

    [Fact]
    public void A_buffer_that_is_too_small_is_never_overrun()
    {
        byte[] whole = Sample(4096, out _);
        for (int size = 0; size < whole.Length; size++)
        {
            byte[] guarded = new byte[size + 16];
            guarded.AsSpan(size).Fill(0xEE);
            var writer = new NetlinkWriter(guarded.AsSpan(0, size));
            Write(ref writer);
            Assert.True(writer.IsFull);
            Assert.Equal(-1, guarded.AsSpan(size).IndexOfAnyExcept((byte)0xEE));
        }
    }

    [Fact]
    public void Every_prefix_is_read_or_refused()
    {
        byte[] whole = Sample(4096, out _);
        for (int size = 0; size < whole.Length; size++)
            Walk(whole.AsSpan(0, size));
    }

    [Fact]
    public void Damage_is_an_error_and_never_more()
    {
        byte[] whole = Sample(4096, out _);
        Gen.Select(Gen.Int[0, whole.Length - 1], Gen.Byte, Gen.Int[0, whole.Length - 1], Gen.Byte).Sample(damage =>
        {
            byte[] bytes = [.. whole];
            bytes[damage.Item1] = damage.Item2;
            bytes[damage.Item3] ^= damage.Item4;
            Walk(bytes);
            var messages = new NetlinkMessageReader(bytes);
            while (messages.MoveNext())
            {
                Link? link = LinkCodec.Read(messages, out NetlinkFormatError error);
                Assert.Equal(link is null, error != NetlinkFormatError.None);
            }
        }, iter: 20_000);
    }

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(0)]
    public void A_scalar_of_another_length_is_an_error(int length)
    {
        byte[] buffer = new byte[64];
        var writer = new NetlinkWriter(buffer);
        writer.Attribute(9, new byte[length]);
        writer.Attribute(10, 1u);
        var attributes = new NetlinkAttributeReader(writer.Written);
        Assert.True(attributes.MoveNext());
        Assert.Equal(0u, attributes.Get<uint>());
        Assert.Equal((NetlinkFormatError.AttributeLength, 9), (attributes.Error, attributes.ErrorType));
        Assert.False(attributes.MoveNext());
    }

    [Fact]
    public void A_link_that_is_written_is_read_again()
    {
        var settings = new LinkSettings { Name = "br0", Address = MacAddress.Parse("52:54:00:01:02:03"), Mtu = 1400, TxQueueLength = 7, Master = 3, Parent = 4, Alias = "ä", Group = 5, TxQueues = 2, RxQueues = 3, IsUp = true };
        foreach (LinkKind kind in (LinkKind[])[new BridgeLink { Stp = true, AgeingTime = TimeSpan.FromSeconds(7), VlanProtocol = 0x88A8 }, new VlanLink { Id = 7, Protocol = 0x8100 },
            new MacvtapLink { Mode = MacvlanMode.Passthru }, new VxlanLink { Id = 77, Group = IPAddress.Parse("fd00::2"), Port = 4789, Learning = false }, new BondLink { Mode = BondMode.Lacp, MonitorInterval = TimeSpan.FromMilliseconds(100) }, new DummyLink()])
        {
            byte[] buffer = new byte[4096];
            var writer = new NetlinkWriter(buffer);
            writer.BeginMessage(16, 0);
            LinkCodec.Write(ref writer, 9, settings, kind);
            writer.EndMessage();
            var messages = new NetlinkMessageReader(writer.Written);
            Assert.True(messages.MoveNext());
            Link link = Assert.IsType<Link>(LinkCodec.Read(messages, out _));
            Assert.Equal(kind, link.Settings);
            Assert.Equal((9, "br0", settings.Address, 1400u, 7u, 3, 4, "ä", 5u, 2u, 3u, true), (link.Index, link.Name, link.Address, link.Mtu, link.TxQueueLength, link.Master, link.Parent, link.Alias, link.Group, link.TxQueues, link.RxQueues, link.IsUp));
        }
    }

    [Theory]
    [InlineData("52:54:00:12:34:56", true)]
    [InlineData("52:54:00:12:34:5", false)]
    [InlineData("52-54-00-12-34-56", false)]
    [InlineData("52:54:00:12:34:5g", false)]
    [InlineData(" 2:54:00:12:34:56", false)]
    [InlineData(null, false)]
    public void A_mac_address_is_read_strictly(string? text, bool good)
    {
        Assert.Equal(good, MacAddress.TryParse(text, out MacAddress address));
        if (good)
            Assert.Equal(text, address.ToString());
    }

    private static byte[] Sample(int room, out int length)
    {
        byte[] buffer = new byte[room];
        var writer = new NetlinkWriter(buffer);
        Write(ref writer);
        length = writer.Length;
        return writer.Written.ToArray();
    }

    private static void Write(ref NetlinkWriter writer)
    {
        for (int i = 0; i < 2; i++)
        {
            writer.BeginMessage(16, 2, 1, 1);
            LinkCodec.Write(ref writer, 5, new LinkSettings { Name = "br0", Mtu = 1500, Alias = "guests", Address = MacAddress.Parse("52:54:00:01:02:03"), Port = new BridgePort { Isolated = true } }, new BridgeLink { Stp = true, Priority = 7 });
            writer.EndMessage();
        }
    }

    private static void Walk(ReadOnlySpan<byte> bytes)
    {
        var messages = new NetlinkMessageReader(bytes);
        while (messages.MoveNext())
        {
            if (messages.TryReadBody(out ifinfomsg _, out NetlinkAttributeReader attributes))
                Walk(ref attributes);
        }
    }

    private static void Walk(ref NetlinkAttributeReader attributes)
    {
        while (attributes.MoveNext())
        {
            NetlinkAttributeReader nested = attributes.GetNested();
            Walk(ref nested);
        }
    }
}
