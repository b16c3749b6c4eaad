using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct AnnounceSelf(
    TimeSpan initial, TimeSpan max, int rounds, TimeSpan step, IReadOnlyList<string>? interfaces, string? id)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "announce-self"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("initial"u8, (long)initial.TotalMilliseconds);
        writer.WriteNumber("max"u8, (long)max.TotalMilliseconds);
        writer.WriteNumber("rounds"u8, rounds);
        writer.WriteNumber("step"u8, (long)step.TotalMilliseconds);
        if (interfaces is not null)
            QmpArguments.WriteStrings(writer, "interfaces"u8, interfaces);
        if (id is not null)
            writer.WriteString("id"u8, id);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
