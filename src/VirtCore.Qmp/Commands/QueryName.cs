using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryName : IQmpCommand<string?>, IQmpReads<MachineName>
{
    public static ReadOnlySpan<byte> Name => "query-name"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static string? ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<MachineName>(ref reader).Name;
}
