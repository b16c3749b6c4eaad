using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryYank : IQmpCommand<IReadOnlyList<YankInstance>>
{
    public static ReadOnlySpan<byte> Name => "query-yank"u8;

    public static bool OutOfBand => true;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<YankInstance> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<YankInstance>(ref reader);
}
