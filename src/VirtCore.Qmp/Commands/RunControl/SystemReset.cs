using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SystemReset : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "system_reset"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
