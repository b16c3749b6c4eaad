using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryBlockExports : IQmpCommand<IReadOnlyList<BlockExport>>
{
    public static ReadOnlySpan<byte> Name => "query-block-exports"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<BlockExport> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<BlockExport>(ref reader);
}
