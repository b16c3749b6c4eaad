using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct Pmemsave(long address, long sizeBytes, string path) : IQmpCommand<QmpNothing>
{
    public static ReadOnlySpan<byte> Name => "pmemsave"u8;

    public static QmpCallClass CallClass => QmpCallClass.Long;

    public void WriteArguments(Utf8JsonWriter writer)
    {
        writer.WriteNumber("val"u8, address);
        writer.WriteNumber("size"u8, sizeBytes);
        writer.WriteString("filename"u8, path);
    }

    public static QmpNothing ReadReply(ref Utf8JsonReader reader) => default;
}
