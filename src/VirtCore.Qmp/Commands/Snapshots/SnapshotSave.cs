using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SnapshotSave(
    string jobId, string tag, string vmState, IReadOnlyList<string> devices)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "snapshot-save"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("job-id"u8, jobId);
        writer.WriteString("tag"u8, tag);
        writer.WriteString("vmstate"u8, vmState);
        QmpArguments.WriteStrings(writer, "devices"u8, devices);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
