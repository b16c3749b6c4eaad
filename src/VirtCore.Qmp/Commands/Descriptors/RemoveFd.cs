using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct RemoveFd(int fdSetId, int? fd) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "remove-fd"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("fdset-id"u8, fdSetId);
        if (fd is { } fdValue)
            writer.WriteNumber("fd"u8, fdValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
