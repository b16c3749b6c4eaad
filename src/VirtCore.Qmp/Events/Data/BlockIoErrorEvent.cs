using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block device met an input/output error. QEMU: <c>BLOCK_IO_ERROR</c>, since 0.13.</summary>
public readonly record struct BlockIoErrorEvent : IQmpEventData<BlockIoErrorEvent>
{
    /// <summary>The back end's name.</summary>
    public string Device { get => field ?? ""; init; }

    /// <summary>The node.</summary>
    public string? NodeName { get; init; }

    /// <summary><c>read</c>, <c>write</c>.</summary>
    public string Operation { get => field ?? ""; init; }

    /// <summary>What QEMU did: <c>ignore</c>, <c>report</c>, <c>stop</c>.</summary>
    public string Action { get => field ?? ""; init; }

    /// <summary>Whether there was no space.</summary>
    public bool NoSpace { get; init; }

    /// <summary>In words, for people.</summary>
    public string Reason { get => field ?? ""; init; }

    static string IQmpEventData<BlockIoErrorEvent>.EventName => QmpEvents.BlockIoError;

    static JsonMembers IQmpObject<BlockIoErrorEvent>.Members { get; } = new("device", "node-name", "operation", "action", "nospace", "reason");

    static void IQmpObject<BlockIoErrorEvent>.Read(ref BlockIoErrorEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Device = QmpStrings.Read(ref reader) },
        1 => value with { NodeName = QmpStrings.Read(ref reader) },
        2 => value with { Operation = QmpStrings.Read(ref reader) },
        3 => value with { Action = QmpStrings.Read(ref reader) },
        4 => value with { NoSpace = reader.GetBoolean() },
        5 => value with { Reason = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
