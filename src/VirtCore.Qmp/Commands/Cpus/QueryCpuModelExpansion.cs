using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCpuModelExpansion(string model, bool full, Action<Utf8JsonWriter>? properties)
    : IQmpCommand<CpuModel>, IQmpReads<CpuModelExpansion>
{
    public static ReadOnlySpan<byte> Name => "query-cpu-model-expansion"u8;

    public static QmpCallClass CallClass => QmpCallClass.Control;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteString("type"u8, full ? "full"u8 : "static"u8);
        writer.WriteStartObject("model"u8);
        writer.WriteString("name"u8, model);
        if (properties is not null)
            QmpArguments.WriteObject(writer, "props"u8, properties);
        writer.WriteEndObject();
    }

    public static CpuModel ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<CpuModelExpansion>(ref reader).Model;
}
