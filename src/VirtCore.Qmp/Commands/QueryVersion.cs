using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryVersion : IQmpCommand<QmpVersion>
{
    public static ReadOnlySpan<byte> Name => "query-version"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpVersion ReadReply(ref Utf8JsonReader reader) => VersionReader.Read(ref reader);
}
