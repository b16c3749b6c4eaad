using System.Buffers.Binary;
using VirtCore.Fuzz;
using VirtCore.Interop.Uapi;
using VirtCore.Netlink;
using VirtCore.Tests.Architecture;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Netlink;

/// <summary>Recorded messages that end early, are damaged, or say more than is known: values or an error of the format, and what <see cref="NetlinkTarget"/> promises.</summary>
public sealed class NetlinkDamageTests
{
    private const int Mutations = 20_000;
    private const ushort Unknown = 0x3FF0;
    private const byte Bridges = 7; // AF_BRIDGE

    // Where attributes consist of attributes. What VirtCore reads of bridges is HTB and u32.
    private static readonly HashSet<string> s_nested = ["link/18", "link/18/2", "link/18/5", "link/52", "vlans/26", "route/8", "class/2", "filter/2"];

    private static readonly NetlinkTarget s_target = new();

    [Fact]
    public void Every_prefix_of_every_message_is_read_or_refused()
    {
        // The whole too, which is read, written and read again.
        foreach ((string name, byte[] bytes) in Inputs())
        {
            for (int length = 0; length <= bytes.Length; length++)
                Run(bytes[..length], $"{name}, the first {length} bytes");
        }
    }

    [Fact]
    public void Every_message_whose_length_is_made_to_fit_a_prefix_is_read_or_refused()
    {
        // So that it ends within an attribute, and not within itself.
        foreach ((string name, byte[] bytes) in Inputs())
        {
            for (int length = 16; length < Math.Min(bytes.Length, BinaryPrimitives.ReadInt32LittleEndian(bytes)); length++)
            {
                byte[] prefix = bytes[..length];
                BinaryPrimitives.WriteInt32LittleEndian(prefix, length);
                Run(prefix, $"{name}, the first {length} bytes with that length");
            }
        }
    }

    [Fact]
    public void Damage_is_an_error_and_never_more()
    {
        (string Name, byte[] Bytes)[] inputs = [.. Inputs()];
        for (int seed = 0; seed < Mutations; seed++)
        {
            (string name, byte[] bytes) = inputs[seed % inputs.Length];
            Run(Damaged(bytes, new Random(seed)), $"{name}, damaged by the seed {seed}");
        }
    }

    [Fact]
    public void Unknown_attributes_are_passed_over()
    {
        int tried = 0;
        foreach (RecordedNetlink recorded in RecordedNetlink.All)
        {
            foreach (byte[] datagram in recorded.Answer)
            {
                var messages = new NetlinkMessageReader(datagram);
                while (messages.MoveNext())
                {
                    if (PartsOf(messages) is not ({ } kind, var body))
                        continue;
                    byte[] buffer = new byte[(8 * datagram.Length) + 64];
                    var writer = new NetlinkWriter(buffer);
                    writer.BeginMessage(messages.Type, messages.Flags);
                    writer.WriteRaw(messages.Payload[..body]);
                    Rewrite(ref writer, kind, messages.Payload[body..]);
                    writer.EndMessage();
                    var again = new NetlinkMessageReader(writer.Written);
                    Assert.True(again.MoveNext());
                    Assert.True(Describe(messages) == Describe(again), $"{recorded}: with attributes that nobody knows, {Describe(messages)} is {Describe(again)}");
                    tried++;
                }
            }
        }

        Assert.True(tried > 400, $"{tried} messages");
    }

    [Fact]
    public void Seeds_of_the_fuzz_target_are_the_newest_recordings()
    {
        string folder = Path.Combine(Repository.OwnRoot(), "tests/VirtCore.Fuzz/corpus/netlink");
        RecordedNetlink[] recorded = [.. RecordedNetlink.All.Where(static one => one.Kernel == RecordedNetlink.Kernels[^1])];
        Assert.Equal(recorded.Select(static one => one.Name), Directory.GetFiles(folder).Select(static file => Path.GetFileName(file)).Order(StringComparer.Ordinal));
        Assert.All(recorded, one => Assert.Equal([.. one.Answer.SelectMany(static datagram => datagram)], File.ReadAllBytes(Path.Combine(folder, one.Name))));
    }

    private static IEnumerable<(string Name, byte[] Bytes)> Inputs()
    {
        foreach (RecordedNetlink recorded in RecordedNetlink.All)
        {
            foreach (byte[] datagram in recorded.Answer)
                yield return ($"{recorded}", datagram);
            if (recorded.Request.Length != 0)
                yield return ($"the request of {recorded}", recorded.Request);
        }
    }

    private static void Run(byte[] bytes, string what)
    {
        Exception? thrown = Record.Exception(() => s_target.Run(bytes));
        Assert.True(thrown is null, $"{what}: {thrown}");
    }

    // Bits, and what is special here: the lengths and types of attributes, which stand on borders of four bytes.
    private static byte[] Damaged(byte[] original, Random random)
    {
        List<byte> bytes = [.. original];
        for (int i = random.Next(1, 5); i > 0 && bytes.Count > 8; i--)
        {
            int at = random.Next(bytes.Count), border = 4 * random.Next(bytes.Count / 4), length = Math.Min(4 * random.Next(1, 9), bytes.Count - border);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1: // a length, a little off
                    bytes[border] = (byte)(bytes[border] + random.Next(-8, 9));
                    break;
                case 2: // a length, far off
                    (bytes[border], bytes[border + 1]) = random.Next(4) switch { 0 => ((byte)0, (byte)0), 1 => ((byte)255, (byte)255), 2 => ((byte)4, (byte)0), _ => ((byte)random.Next(256), (byte)random.Next(256)) };
                    break;
                case 3: // a type
                    bytes[border + 2] = (byte)random.Next(64);
                    break;
                case 4:
                    bytes.RemoveRange(border, length);
                    break;
                case 5:
                    bytes.InsertRange(border, bytes.GetRange(border, length));
                    break;
                default:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }

            // The message as long as it is now, half of the time: else what comes behind is cut off unread.
            if (bytes.Count >= 16 && random.Next(2) == 0)
                (bytes[0], bytes[1], bytes[2], bytes[3]) = ((byte)bytes.Count, (byte)(bytes.Count >> 8), 0, 0);
        }

        return [.. bytes];
    }

    private static (string? Kind, int Body) PartsOf(in NetlinkMessageReader message) => message.Type switch
    {
        RTM.RTM_NEWLINK when message.Payload[0] == Bridges => ("vlans", 16),
        RTM.RTM_NEWLINK or RTM.RTM_DELLINK => ("link", 16),
        RTM.RTM_NEWADDR => ("address", 8),
        RTM.RTM_NEWROUTE => ("route", 12),
        RTM.RTM_NEWNEIGH => ("neighbour", 12),
        RTM.RTM_NEWRULE => ("rule", 12),
        RTM.RTM_NEWTCLASS => ("class", 20),
        RTM.RTM_NEWTFILTER => ("filter", 20),
        _ => default,
    };

    // The same attributes, with one that nobody knows before each and at the end.
    private static void Rewrite(ref NetlinkWriter writer, string path, ReadOnlySpan<byte> bytes)
    {
        var attributes = new NetlinkAttributeReader(bytes);
        bool known = true;
        while (attributes.MoveNext())
        {
            string here = $"{path}/{attributes.Type}";
            writer.Attribute(Unknown, "\u0001\u0002\u0003"u8);
            if (here == "link/18/1")
                known = LinkKinds.Of(attributes.GetText()) is not UnknownLink;
            // What an unknown kind has is kept as it came.
            if (s_nested.Contains(here) && (known || here != "link/18/2"))
            {
                int nested = writer.BeginNested(attributes.Type);
                Rewrite(ref writer, here, attributes.Payload);
                writer.EndNested(nested);
            }
            else
            {
                writer.Attribute(attributes.Type, attributes.Payload);
            }
        }

        Assert.Equal(NetlinkFormatError.None, attributes.Error);
        writer.Flag(Unknown);
    }

    private static string Describe(NetlinkMessageReader message) => PartsOf(message).Kind switch
    {
        "link" when LinkCodec.Read(message, out _) is { } link =>
            $"{link with { AlternativeNames = [] }} {string.Join(',', link.AlternativeNames)} {(link.Settings is UnknownLink other ? Convert.ToHexString(other.Data.Span) : "")} {link.Statistics?.RxBytes} {link.Statistics?.TxPackets}",
        "address" => $"{AddressCodec.Read(message, out _)}",
        "route" => $"{RouteCodec.Read(message, out _)}",
        "vlans" when BridgeVlanCodec.Read(message, out _) is { } vlans => string.Join(',', vlans),
        "rule" => $"{RuleCodec.Read(message, out _)}",
        "class" => $"{HtbCodec.ReadRate(message, out tcmsg header, out NetlinkFormatError error)} {header.tcm_handle} {error}",
        "filter" => $"{HtbCodec.ReadFilter(message, out tcmsg header, out NetlinkFormatError error)} {header.tcm_info} {error}",
        "neighbour" when message.Payload[0] == Bridges => $"{NeighbourCodec.ReadEntry(message, out _)}",
        "neighbour" => $"{NeighbourCodec.Read(message, out _)}",
        var none => $"no {none}: {Guid.NewGuid()}",
    };
}
