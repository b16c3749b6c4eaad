using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QomGet(string path, string property) : IQmpCommand<QomValue>
{
    public static ReadOnlySpan<byte> Name => "qom-get"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("path"u8, path);
        writer.WriteString("property"u8, property);
    }

    public static QomValue ReadReply(ref Utf8JsonReader reader) => QomValue.Read(ref reader);
}
