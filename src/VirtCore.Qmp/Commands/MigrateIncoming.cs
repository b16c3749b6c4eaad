using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct MigrateIncoming(string uri) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate-incoming"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer) => writer.WriteString("uri"u8, uri);

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
