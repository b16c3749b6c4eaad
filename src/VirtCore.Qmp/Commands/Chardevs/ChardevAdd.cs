using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct ChardevAdd(string id, Action<Utf8JsonWriter> backend) : IQmpCommand<CharacterDeviceCreated>
{
    public static ReadOnlySpan<byte> Name => "chardev-add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("id"u8, id);
        QmpArguments.WriteObject(writer, "backend"u8, backend);
    }

    public static CharacterDeviceCreated ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<CharacterDeviceCreated>(ref reader);
}
