using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block job was cancelled. QEMU: <c>BLOCK_JOB_CANCELLED</c>, since 1.1.</summary>
public readonly record struct BlockJobCancelledEvent : IQmpEventData<BlockJobCancelledEvent>
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

    static string IQmpEventData<BlockJobCancelledEvent>.EventName => QmpEvents.BlockJobCancelled;

    static JsonMembers IQmpObject<BlockJobCancelledEvent>.Members { get; } = new("type", "device", "len", "offset", "speed");

    static void IQmpObject<BlockJobCancelledEvent>.Read(ref BlockJobCancelledEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Id = QmpStrings.Read(ref reader) },
        2 => value with { TotalBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { DoneBytes = QmpObject.ReadSize(ref reader) },
        4 => value with { BytesPerSecond = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
