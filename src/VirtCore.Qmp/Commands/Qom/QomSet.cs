using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QomSet(string path, string property, QomValue value) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "qom-set"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("path"u8, path);
        writer.WriteString("property"u8, property);
        writer.WritePropertyName("value"u8);
        value.Write(writer);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
