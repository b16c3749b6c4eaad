using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMemdev : IQmpCommand<IReadOnlyList<MemoryBackend>>
{
    public static ReadOnlySpan<byte> Name => "query-memdev"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<MemoryBackend> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<MemoryBackend>(ref reader);
}
