using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct AddFd(int? fdSetId, string? opaque) : IQmpCommand<AddedFd>
{
    public static ReadOnlySpan<byte> Name => "add-fd"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        if (fdSetId is { } id)
            writer.WriteNumber("fdset-id"u8, id);
        if (opaque is not null)
            writer.WriteString("opaque"u8, opaque);
    }

    public static AddedFd ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<AddedFd>(ref reader);
}
