using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockResize(string nodeName, long sizeBytes) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block_resize"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node-name"u8, nodeName);
        writer.WriteNumber("size"u8, sizeBytes);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
