using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevReopen(string driver, string nodeName, Action<Utf8JsonWriter>? options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-reopen"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("options"u8);
        writer.WriteStartObject();
        writer.WriteString("driver"u8, driver);
        writer.WriteString("node-name"u8, nodeName);
        QmpArguments.WriteRest(writer, options);
        writer.WriteEndObject();
        writer.WriteEndArray();
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
