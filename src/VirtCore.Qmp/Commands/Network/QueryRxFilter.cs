using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryRxFilter(string? name) : IQmpCommand<IReadOnlyList<RxFilter>>
{
    public static ReadOnlySpan<byte> Name => "query-rx-filter"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (name is not null)
            writer.WriteString("name"u8, name);
    }

    public static IReadOnlyList<RxFilter> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<RxFilter>(ref reader);
}
