using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block job is over. QEMU: <c>BLOCK_JOB_COMPLETED</c>, since 1.1.</summary>
public readonly record struct BlockJobCompletedEvent : IQmpEventData<BlockJobCompletedEvent>
{
    /// <summary>Its kind.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>What there was to do.</summary>
    public long TotalBytes { get; init; }

    /// <summary>What is done.</summary>
    public long DoneBytes { get; init; }

    /// <summary>Its speed limit.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Why it failed, or null.</summary>
    public string? Error { get; init; }

    static string IQmpEventData<BlockJobCompletedEvent>.EventName => QmpEvents.BlockJobCompleted;

    static JsonMembers IQmpObject<BlockJobCompletedEvent>.Members { get; } = new("type", "device", "len", "offset", "speed", "error");

    static void IQmpObject<BlockJobCompletedEvent>.Read(ref BlockJobCompletedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Id = QmpStrings.Read(ref reader) },
        2 => value with { TotalBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { DoneBytes = QmpObject.ReadSize(ref reader) },
        4 => value with { BytesPerSecond = QmpObject.ReadSize(ref reader) },
        5 => value with { Error = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
