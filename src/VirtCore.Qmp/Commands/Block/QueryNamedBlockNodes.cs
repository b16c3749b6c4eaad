using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryNamedBlockNodes(bool? flat) : IQmpCommand<IReadOnlyList<BlockNode>>
{
    public static ReadOnlySpan<byte> Name => "query-named-block-nodes"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (flat is { } flatValue)
            writer.WriteBoolean("flat"u8, flatValue);
    }

    public static IReadOnlyList<BlockNode> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<BlockNode>(ref reader);
}
