using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct NbdServerStart(string path, string? tlsCredentials, string? tlsAuthorization, int? maxConnections) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "nbd-server-start"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteStartObject("addr"u8);
        writer.WriteString("type"u8, "unix"u8);
        writer.WriteStartObject("data"u8);
        writer.WriteString("path"u8, path);
        writer.WriteEndObject();
        writer.WriteEndObject();
        if (tlsCredentials is not null)
            writer.WriteString("tls-creds"u8, tlsCredentials);
        if (tlsAuthorization is not null)
            writer.WriteString("tls-authz"u8, tlsAuthorization);
        if (maxConnections is { } connections)
            writer.WriteNumber("max-connections"u8, connections);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
