using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block job may be completed. QEMU: <c>BLOCK_JOB_READY</c>, since 1.3.</summary>
public readonly record struct BlockJobReadyEvent : IQmpEventData<BlockJobReadyEvent>
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

    static string IQmpEventData<BlockJobReadyEvent>.EventName => QmpEvents.BlockJobReady;

    static JsonMembers IQmpObject<BlockJobReadyEvent>.Members { get; } = new("type", "device", "len", "offset", "speed");

    static void IQmpObject<BlockJobReadyEvent>.Read(ref BlockJobReadyEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Id = QmpStrings.Read(ref reader) },
        2 => value with { TotalBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { DoneBytes = QmpObject.ReadSize(ref reader) },
        4 => value with { BytesPerSecond = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
