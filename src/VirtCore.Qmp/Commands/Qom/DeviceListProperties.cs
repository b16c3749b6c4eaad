using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct DeviceListProperties(string typeName) : IQmpCommand<IReadOnlyList<QomProperty>>
{
    public static ReadOnlySpan<byte> Name => "device-list-properties"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("typename"u8, typeName);
    }

    public static IReadOnlyList<QomProperty> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<QomProperty>(ref reader);
}
