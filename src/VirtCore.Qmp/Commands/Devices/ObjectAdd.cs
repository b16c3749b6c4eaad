using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct ObjectAdd(string type, string id, Action<Utf8JsonWriter>? properties) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "object-add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("qom-type"u8, type);
        writer.WriteString("id"u8, id);
        QmpArguments.WriteRest(writer, properties);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
