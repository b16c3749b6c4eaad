using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SetAction(string? reboot, string? shutdown, string? panic, string? watchdog) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "set-action"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (reboot is not null)
            writer.WriteString("reboot"u8, reboot);
        if (shutdown is not null)
            writer.WriteString("shutdown"u8, shutdown);
        if (panic is not null)
            writer.WriteString("panic"u8, panic);
        if (watchdog is not null)
            writer.WriteString("watchdog"u8, watchdog);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
