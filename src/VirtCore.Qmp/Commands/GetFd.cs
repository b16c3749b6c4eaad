using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct GetFd(string name) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "getfd"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer) => writer.WriteString("fdname"u8, name);

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
