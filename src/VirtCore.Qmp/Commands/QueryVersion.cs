using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryVersion : IQmpCommand<QmpVersion>, IQmpReads<VersionInfo>
{
    public static ReadOnlySpan<byte> Name => "query-version"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpVersion ReadReply(ref Utf8JsonReader reader) => VersionInfo.ReadVersion(ref reader);
}
