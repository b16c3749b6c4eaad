using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevDel(string nodeName) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-del"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("node-name"u8, nodeName);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
