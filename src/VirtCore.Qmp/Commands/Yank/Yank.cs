using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly ref struct Yank(ReadOnlySpan<YankInstance> instances) : IQmpCommand<QmpNothing>
{
    private readonly ReadOnlySpan<YankInstance> _instances = instances;

    public static ReadOnlySpan<byte> Name => "yank"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public static bool OutOfBand => true;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteStartArray("instances"u8);
        foreach (YankInstance instance in _instances)
        {
            writer.WriteStartObject();
            writer.WriteString("type"u8, instance.Type);
            if (instance.NodeName is not null)
                writer.WriteString("node-name"u8, instance.NodeName);
            if (instance.ChardevId is not null)
                writer.WriteString("id"u8, instance.ChardevId);
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
