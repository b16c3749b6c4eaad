using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Balloon(long targetBytes) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "balloon"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("value"u8, targetBytes);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
