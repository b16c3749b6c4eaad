using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Migrate(string uri) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer) => writer.WriteString("uri"u8, uri);

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
