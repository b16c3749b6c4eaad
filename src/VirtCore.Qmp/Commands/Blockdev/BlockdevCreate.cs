using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevCreate(string jobId, string driver, Action<Utf8JsonWriter>? options) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-create"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("job-id"u8, jobId);
        writer.WriteStartObject("options"u8);
        writer.WriteString("driver"u8, driver);
        QmpArguments.WriteRest(writer, options);
        writer.WriteEndObject();
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
