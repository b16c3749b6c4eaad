using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QomList(string path) : IQmpCommand<IReadOnlyList<QomProperty>>
{
    public static ReadOnlySpan<byte> Name => "qom-list"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("path"u8, path);
    }

    public static IReadOnlyList<QomProperty> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<QomProperty>(ref reader);
}
