using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SystemWakeup : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "system_wakeup"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
