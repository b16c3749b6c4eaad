using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevSnapshot(string node, string overlay) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-snapshot"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node"u8, node);
        writer.WriteString("overlay"u8, overlay);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
