using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockJobCancel(string id, bool? force) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-job-cancel"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("device"u8, id);
        if (force is { } forceValue)
            writer.WriteBoolean("force"u8, forceValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
