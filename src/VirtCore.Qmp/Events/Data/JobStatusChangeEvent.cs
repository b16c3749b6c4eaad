using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A job moved on. QEMU: <c>JOB_STATUS_CHANGE</c>, since 3.0.</summary>
public readonly record struct JobStatusChangeEvent : IQmpEventData<JobStatusChangeEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Where it is now.</summary>
    public JobStatus Status { get; init; }

    static string IQmpEventData<JobStatusChangeEvent>.EventName => QmpEvents.JobStatusChange;

    static JsonMembers IQmpObject<JobStatusChangeEvent>.Members { get; } = new("id", "status");

    static void IQmpObject<JobStatusChangeEvent>.Read(ref JobStatusChangeEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Status = WireNames.JobStatus.Read(ref reader, out _) },
        _ => value,
    };
}
