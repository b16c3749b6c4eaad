using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct ObjectDel(string id) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "object-del"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, id);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
