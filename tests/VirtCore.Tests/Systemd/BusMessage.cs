using System.Buffers.Binary;
using System.Text;

namespace VirtCore.Tests.Systemd;

/// <summary>One message on the bus.</summary>
internal sealed record BusMessage(byte[] Bytes, int[] Descriptors)
{
    private const int FieldsAt = 16;
    private const byte Sender = 7;

    public uint Serial => BinaryPrimitives.ReadUInt32LittleEndian(Bytes.AsSpan(8));

    public bool IsSignal => Bytes[1] == 4;

    /// <summary>The answer to a Hello: a name.</summary>
    public static BusMessage Welcome(uint replySerial, string name)
    {
        byte[] body = [.. Number((uint)name.Length), .. Encoding.ASCII.GetBytes(name), 0];
        // reply_serial (5) of type u, signature (8) of type g: each field starts at a multiple of 8.
        byte[] fields = [5, 1, (byte)'u', 0, .. Number(replySerial), 8, 1, (byte)'g', 0, 1, (byte)'s', 0];
        return new BusMessage([(byte)'l', 2, 0, 1, .. Number((uint)body.Length), .. Number(1), .. Number((uint)fields.Length), .. fields, 0, .. body], []);
    }

    /// <summary>This message as the bus passes it on: with the sender's name.</summary>
    public BusMessage From(string sender)
    {
        int fieldsLength = BinaryPrimitives.ReadInt32LittleEndian(Bytes.AsSpan(12));
        int bodyAt = Aligned(FieldsAt + fieldsLength);
        List<byte> message = [.. Bytes.AsSpan(0, FieldsAt + fieldsLength)];
        Pad(message);
        message.AddRange([Sender, 1, (byte)'s', 0, .. Number((uint)sender.Length), .. Encoding.ASCII.GetBytes(sender), 0]);
        byte[] length = Number((uint)(message.Count - FieldsAt));
        Pad(message);
        message.AddRange(Bytes.AsSpan(bodyAt));
        byte[] bytes = [.. message];
        length.CopyTo(bytes, 12);
        return this with { Bytes = bytes };
    }

    private static byte[] Number(uint value) => BitConverter.GetBytes(value);

    private static int Aligned(int offset) => (offset + 7) & ~7;

    private static void Pad(List<byte> message)
    {
        while (message.Count % 8 != 0)
            message.Add(0);
    }
}
