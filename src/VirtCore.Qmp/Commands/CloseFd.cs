using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct CloseFd(string name) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "closefd"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer) => writer.WriteString("fdname"u8, name);

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
