using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Screendump(string path, string? device, int? head, string? format) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "screendump"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("filename"u8, path);
        if (device is not null)
            writer.WriteString("device"u8, device);
        if (head is { } headValue)
            writer.WriteNumber("head"u8, headValue);
        if (format is not null)
            writer.WriteString("format"u8, format);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
