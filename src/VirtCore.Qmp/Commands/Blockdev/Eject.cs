using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Eject(string qdevId, bool? force) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "eject"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, qdevId);
        if (force is { } forceValue)
            writer.WriteBoolean("force"u8, forceValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
