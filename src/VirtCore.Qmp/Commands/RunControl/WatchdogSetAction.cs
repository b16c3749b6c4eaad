using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct WatchdogSetAction(string action) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "watchdog-set-action"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("action"u8, action);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
