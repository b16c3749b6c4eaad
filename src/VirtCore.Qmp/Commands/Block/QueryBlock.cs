using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryBlock : IQmpCommand<IReadOnlyList<BlockDevice>>
{
    public static ReadOnlySpan<byte> Name => "query-block"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<BlockDevice> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<BlockDevice>(ref reader);
}
