using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct SetLink(string name, bool up) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "set_link"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("name"u8, name);
        writer.WriteBoolean("up"u8, up);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
