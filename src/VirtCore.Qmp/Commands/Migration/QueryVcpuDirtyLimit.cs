using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryVcpuDirtyLimit : IQmpCommand<IReadOnlyList<VcpuDirtyLimit>>
{
    public static ReadOnlySpan<byte> Name => "query-vcpu-dirty-limit"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<VcpuDirtyLimit> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<VcpuDirtyLimit>(ref reader);
}
