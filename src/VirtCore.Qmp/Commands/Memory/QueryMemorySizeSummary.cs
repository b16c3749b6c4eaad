using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMemorySizeSummary : IQmpCommand<MemorySizes>
{
    public static ReadOnlySpan<byte> Name => "query-memory-size-summary"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static MemorySizes ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<MemorySizes>(ref reader);
}
