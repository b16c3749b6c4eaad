using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryDirtyRate : IQmpCommand<DirtyRate>
{
    public static ReadOnlySpan<byte> Name => "query-dirty-rate"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static DirtyRate ReadReply(ref Utf8JsonReader reader) => QmpObject.Read<DirtyRate>(ref reader);
}
