using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>One job of any kind (<c>JobInfo</c>).</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct JobInfo : IQmpObject<JobInfo>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary><c>mirror</c>, <c>create</c>, <c>snapshot-save</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Where it is.</summary>
    public JobStatus Status { get; init; }

    /// <summary>What is done, in no unit.</summary>
    public long CurrentProgress { get; init; }

    /// <summary>What there is to do; it may grow.</summary>
    public long TotalProgress { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }

    static JsonMembers IQmpObject<JobInfo>.Members { get; } = new("id", "type", "status", "current-progress", "total-progress", "error");

    static void IQmpObject<JobInfo>.Read(ref JobInfo value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Type = QmpStrings.Read(ref reader) },
        2 => value with { Status = WireNames.JobStatus.Read(ref reader, out _) },
        3 => value with { CurrentProgress = reader.GetInt64() },
        4 => value with { TotalProgress = reader.GetInt64() },
        5 => value with { Error = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
