using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockJobSetSpeed(string id, long bytesPerSecond) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-job-set-speed"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("device"u8, id);
        writer.WriteNumber("speed"u8, bytesPerSecond);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
