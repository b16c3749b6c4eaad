using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryBlockJobs : IQmpCommand<IReadOnlyList<BlockJobInfo>>
{
    public static ReadOnlySpan<byte> Name => "query-block-jobs"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<BlockJobInfo> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<BlockJobInfo>(ref reader);
}
