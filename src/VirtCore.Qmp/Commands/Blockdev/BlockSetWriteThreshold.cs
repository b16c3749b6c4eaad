using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockSetWriteThreshold(string nodeName, long thresholdBytes) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-set-write-threshold"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node-name"u8, nodeName);
        writer.WriteNumber("write-threshold"u8, thresholdBytes);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
