using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockDirtyBitmapDisable(string node, string name) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-dirty-bitmap-disable"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node"u8, node);
        writer.WriteString("name"u8, name);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
