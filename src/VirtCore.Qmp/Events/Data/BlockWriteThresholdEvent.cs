using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A write went past the threshold. It is told once. QEMU: <c>BLOCK_WRITE_THRESHOLD</c>, since 2.3.</summary>
public readonly record struct BlockWriteThresholdEvent : IQmpEventData<BlockWriteThresholdEvent>
{
    /// <summary>The node.</summary>
    public string NodeName { get => field ?? ""; init; }

    /// <summary>By how much.</summary>
    public long ExceededBytes { get; init; }

    /// <summary>The threshold.</summary>
    public long ThresholdBytes { get; init; }

    static string IQmpEventData<BlockWriteThresholdEvent>.EventName => QmpEvents.BlockWriteThreshold;

    static JsonMembers IQmpObject<BlockWriteThresholdEvent>.Members { get; } = new("node-name", "amount-exceeded", "write-threshold");

    static void IQmpObject<BlockWriteThresholdEvent>.Read(ref BlockWriteThresholdEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { NodeName = QmpStrings.Read(ref reader) },
        1 => value with { ExceededBytes = QmpObject.ReadSize(ref reader) },
        2 => value with { ThresholdBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
