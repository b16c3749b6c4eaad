using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockdevCloseTray(string qdevId) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "blockdev-close-tray"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, qdevId);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
