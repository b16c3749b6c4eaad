using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryQmpSchema : IQmpCommand<QmpSchema>
{
    public static ReadOnlySpan<byte> Name => "query-qmp-schema"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpSchema ReadReply(ref Utf8JsonReader reader) => SchemaReader.Read(ref reader);
}
