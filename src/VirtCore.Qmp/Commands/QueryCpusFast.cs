using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryCpusFast : IQmpCommand<IReadOnlyList<CpuThread>>
{
    public static ReadOnlySpan<byte> Name => "query-cpus-fast"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<CpuThread> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<CpuThread>(ref reader);
}
