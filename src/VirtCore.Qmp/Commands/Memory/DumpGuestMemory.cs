using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct DumpGuestMemory(
    bool paging, string protocol, bool? detach, long? begin, long? length, string? format)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "dump-guest-memory"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteBoolean("paging"u8, paging);
        writer.WriteString("protocol"u8, protocol);
        if (detach is { } detachValue)
            writer.WriteBoolean("detach"u8, detachValue);
        if (begin is { } beginValue)
            writer.WriteNumber("begin"u8, beginValue);
        if (length is { } lengthValue)
            writer.WriteNumber("length"u8, lengthValue);
        if (format is not null)
            writer.WriteString("format"u8, format);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
