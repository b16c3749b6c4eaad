using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevOpenTray(string qdevId, bool? force) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-open-tray"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, qdevId);
        if (force is { } forceValue)
            writer.WriteBoolean("force"u8, forceValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
