using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block job waits to be finalized. QEMU: <c>BLOCK_JOB_PENDING</c>, since 2.12.</summary>
public readonly record struct BlockJobPendingEvent : IQmpEventData<BlockJobPendingEvent>
{
    /// <summary>Its kind.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<BlockJobPendingEvent>.EventName => QmpEvents.BlockJobPending;

    static JsonMembers IQmpObject<BlockJobPendingEvent>.Members { get; } = new("type", "id");

    static void IQmpObject<BlockJobPendingEvent>.Read(ref BlockJobPendingEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
