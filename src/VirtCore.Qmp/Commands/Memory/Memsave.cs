using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Memsave(long address, long sizeBytes, string path, int? cpuIndex) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "memsave"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("val"u8, address);
        writer.WriteNumber("size"u8, sizeBytes);
        writer.WriteString("filename"u8, path);
        if (cpuIndex is { } cpuIndexValue)
            writer.WriteNumber("cpu-index"u8, cpuIndexValue);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
