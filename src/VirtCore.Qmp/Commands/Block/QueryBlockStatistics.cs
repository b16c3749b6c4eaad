using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryBlockStatistics(bool? nodes) : IQmpCommand<IReadOnlyList<BlockStatistics>>
{
    public static ReadOnlySpan<byte> Name => "query-blockstats"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (nodes is { } nodesValue)
            writer.WriteBoolean("query-nodes"u8, nodesValue);
    }

    public static IReadOnlyList<BlockStatistics> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<BlockStatistics>(ref reader);
}
