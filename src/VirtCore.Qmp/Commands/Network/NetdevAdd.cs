using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct NetdevAdd(string type, string id, Action<Utf8JsonWriter>? options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "netdev_add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, type);
        writer.WriteString("id"u8, id);
        QmpArguments.WriteRest(writer, options);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
