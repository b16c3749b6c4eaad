using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct NegotiateCapabilities(bool outOfBand) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "qmp_capabilities"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (!outOfBand)
            return;
        writer.WriteStartArray("enable"u8);
        writer.WriteStringValue("oob"u8);
        writer.WriteEndArray();
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
