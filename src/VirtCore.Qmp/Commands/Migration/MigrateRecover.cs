using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct MigrateRecover(string uri) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "migrate-recover"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public static bool OutOfBand => true;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("uri"u8, uri);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
