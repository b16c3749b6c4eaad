using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryMemoryDevices : IQmpCommand<IReadOnlyList<MemoryDevice>>
{
    public static ReadOnlySpan<byte> Name => "query-memory-devices"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<MemoryDevice> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<MemoryDevice>(ref reader);
}
