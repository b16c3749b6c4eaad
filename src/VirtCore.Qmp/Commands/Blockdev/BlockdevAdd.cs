using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevAdd(string driver, string nodeName, Action<Utf8JsonWriter>? options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("driver"u8, driver);
        writer.WriteString("node-name"u8, nodeName);
        QmpArguments.WriteRest(writer, options);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
