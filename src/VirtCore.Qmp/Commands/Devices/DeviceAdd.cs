using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct DeviceAdd(
    string driver, string? id, string? bus, Action<Utf8JsonWriter>? properties)
    : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "device_add"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("driver"u8, driver);
        if (id is not null)
            writer.WriteString("id"u8, id);
        if (bus is not null)
            writer.WriteString("bus"u8, bus);
        QmpArguments.WriteRest(writer, properties);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
