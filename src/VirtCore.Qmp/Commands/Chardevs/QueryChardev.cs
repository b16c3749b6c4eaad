using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryChardev : IQmpCommand<IReadOnlyList<CharacterDevice>>
{
    public static ReadOnlySpan<byte> Name => "query-chardev"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<CharacterDevice> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<CharacterDevice>(ref reader);
}
