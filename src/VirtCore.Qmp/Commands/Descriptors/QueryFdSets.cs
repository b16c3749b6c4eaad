using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryFdSets : IQmpCommand<IReadOnlyList<FdSet>>
{
    public static ReadOnlySpan<byte> Name => "query-fdsets"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<FdSet> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<FdSet>(ref reader);
}
