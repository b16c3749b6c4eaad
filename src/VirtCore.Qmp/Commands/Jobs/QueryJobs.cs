using System.Text.Json;

namespace VirtCore.Qmp.Commands;

internal readonly struct QueryJobs : IQmpCommand<IReadOnlyList<JobInfo>>
{
    public static ReadOnlySpan<byte> Name => "query-jobs"u8;

    public void WriteArguments(Utf8JsonWriter writer)
    {
    }

    public static IReadOnlyList<JobInfo> ReadReply(ref Utf8JsonReader reader) => QmpObject.ReadList<JobInfo>(ref reader);
}
