using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevInsertMedium(string qdevId, string nodeName) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-insert-medium"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, qdevId);
        writer.WriteString("node-name"u8, nodeName);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
