using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryTarget : IQmpCommand<TargetInfo>
{
    public static ReadOnlySpan<byte> Name => "query-target"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static TargetInfo ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<TargetInfo>(ref reader);
}
