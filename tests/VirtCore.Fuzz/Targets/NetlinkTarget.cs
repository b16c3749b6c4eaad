using System.Buffers.Binary;
using VirtCore.Netlink;

namespace VirtCore.Fuzz;

/// <summary>A datagram of the kernel's. Every message in it goes through every decoder, whatever it says that it is.</summary>
internal sealed class NetlinkTarget : FuzzTarget
{
    public override string Name => "netlink";

    public override string Summary => "any bytes in the place of a netlink datagram: values or an error of the format; what is read is read the same after it was written";

    public override IReadOnlyList<string> Assemblies => ["VirtCore.Netlink"];

    public override IEnumerable<string> Words =>
    [
        "bond\0", "bridge\0", "dummy\0", "ifb\0", "macvlan\0", "macvtap\0", "tun\0", "veth\0", "vlan\0", "vxlan\0", "noqueue\0", "\u0010\0", "\u0011\0", "\u0014\0", "\u0018\0", "\u001c\0", "\u0002\0\0\u0003", "\u0003\0\u0002\0",
        "\u0004\0\u0012\0", "\u0004\0\u0001\0", "\u0004\0\u0002\0", "\u0008\0\u0001\0", "\u0008\0\u0002\0", "\u0008\0\u0005\0", "\u000a\0\u0001\0", "\u0014\0\u0001\0", "\u0006\0\u0005\0", "\u0005\0\u0007\0", "\0\0\0\0", "\u0001\0\0\0",
        "htb\0", "u32\0", "\u0020\0", "\u0028\0", "\u002c\0", "\u0034\0\u0005\0", "\u0008\0\u000f\0", "\u0008\0\u0006\0", "\u000c\0\u0014\0",
    ];

    public override void Run(ReadOnlySpan<byte> input)
    {
        var messages = new NetlinkMessageReader(input);
        int room = input.Length;
        while (messages.MoveNext())
        {
            room -= 16;
            Finding.Unless(room >= messages.Payload.Length, "a message was read that is not in the datagram");
            NetlinkRereading.Links(messages);
            NetlinkRereading.Addresses(messages);
            NetlinkRereading.Routes(messages);
            NetlinkRereading.Neighbours(messages);
            NetlinkRereading.ForwardingEntries(messages);
            NetlinkRereading.Rules(messages);
            NetlinkRereading.BridgeVlans(messages);
            NetlinkRereading.Classes(messages);
            NetlinkRereading.Filters(messages);
            ReadAcknowledgement(messages, input);
        }

        Finding.Unless(messages.Error is NetlinkFormatError.None or NetlinkFormatError.Truncated or NetlinkFormatError.Length, $"a datagram is {messages.Error}");
        Finding.Unless(!messages.MoveNext(), "a walk went on after its end");
        for (int i = 0; i < Math.Min(input.Length, 16); i += 4)
            Walk(new NetlinkAttributeReader(input[i..]));
    }

    private static void ReadAcknowledgement(in NetlinkMessageReader message, ReadOnlySpan<byte> request)
    {
        try
        {
            NetlinkAcknowledgement.Check(message, request, static what => what, "read");
        }
        catch (NetlinkProtocolException)
        {
        }
        catch (NetlinkException refusal)
        {
            Finding.Unless(refusal.Errno == -BinaryPrimitives.ReadInt32LittleEndian(message.Payload), "a refusal has another error number");
            Finding.Unless(refusal.Attribute.Count <= 17, "a path is deeper than attributes are nested");
        }
    }

    // As attributes, with each of the readings that an attribute may be put to. Each has a reader of its own, as the first that fails ends it.
    private static void Walk(NetlinkAttributeReader attributes)
    {
        while (attributes.MoveNext())
        {
            NetlinkAttributeReader one = attributes;
            one.Get<uint>();
            (one = attributes).Get<byte>();
            (one = attributes).GetUInt64BigEndian();
            (one = attributes).GetAddress();
            (one = attributes).GetAtLeast<ulong>();
            (one = attributes).GetName();
            string text = (one = attributes).GetText();
            Finding.Unless(one.Error == NetlinkFormatError.None || text.Length == 0, "a text was read though it is none");
            NetlinkRereading.Hops(attributes);
            Walk(attributes.GetNested());
        }

        Finding.Unless(!attributes.MoveNext(), "a walk went on after its end");
    }
}
