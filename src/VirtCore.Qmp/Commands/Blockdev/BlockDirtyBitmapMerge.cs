using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockDirtyBitmapMerge(
    string node, string target, IReadOnlyList<string> bitmaps)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-dirty-bitmap-merge"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node"u8, node);
        writer.WriteString("target"u8, target);
        QmpArguments.WriteStrings(writer, "bitmaps"u8, bitmaps);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
