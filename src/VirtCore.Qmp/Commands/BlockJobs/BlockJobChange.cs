using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct BlockJobChange(string id, MirrorCopyMode copyMode) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "block-job-change"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, id);
        writer.WriteString("type"u8, "mirror"u8);
        writer.WriteString("copy-mode"u8, WireNames.MirrorCopyMode.NameOf(copyMode));
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
