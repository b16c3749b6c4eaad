using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockExportDel(string id, string? mode) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-export-del"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, id);
        if (mode is not null)
            writer.WriteString("mode"u8, mode);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
