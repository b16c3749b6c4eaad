using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockExportAdd(
    string type, string id, string nodeName, bool? writable, bool? writethrough, string? ioThread, bool? fixedIoThread, Action<Utf8JsonWriter>? options)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-export-add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, type);
        writer.WriteString("id"u8, id);
        writer.WriteString("node-name"u8, nodeName);
        if (writable is { } writableValue)
            writer.WriteBoolean("writable"u8, writableValue);
        if (writethrough is { } writethroughValue)
            writer.WriteBoolean("writethrough"u8, writethroughValue);
        if (ioThread is not null)
            writer.WriteString("iothread"u8, ioThread);
        if (fixedIoThread is { } fixedIoThreadValue)
            writer.WriteBoolean("fixed-iothread"u8, fixedIoThreadValue);
        QmpArguments.WriteRest(writer, options);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
