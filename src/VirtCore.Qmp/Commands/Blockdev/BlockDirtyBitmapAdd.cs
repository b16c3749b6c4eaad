using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockDirtyBitmapAdd(
    string node, string name, long? granularityBytes, bool? persistent, bool? disabled)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-dirty-bitmap-add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node"u8, node);
        writer.WriteString("name"u8, name);
        if (granularityBytes is { } granularityBytesValue)
            writer.WriteNumber("granularity"u8, granularityBytesValue);
        if (persistent is { } persistentValue)
            writer.WriteBoolean("persistent"u8, persistentValue);
        if (disabled is { } disabledValue)
            writer.WriteBoolean("disabled"u8, disabledValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
