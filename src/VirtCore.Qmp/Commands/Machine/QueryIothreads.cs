using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryIothreads : IQmpCommand<IReadOnlyList<IoThreadInfo>>
{
    public static ReadOnlySpan<byte> Name => "query-iothreads"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<IoThreadInfo> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<IoThreadInfo>(ref reader);
}
