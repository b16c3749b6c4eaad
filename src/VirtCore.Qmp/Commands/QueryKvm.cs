using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryKvm : IQmpCommand<KvmStatus>
{
    public static ReadOnlySpan<byte> Name => "query-kvm"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static KvmStatus ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<KvmStatus>(ref reader);
}
