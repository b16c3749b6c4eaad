using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A block job met an input/output error. QEMU: <c>BLOCK_JOB_ERROR</c>, since 1.3.</summary>
public readonly record struct BlockJobErrorEvent : IQmpEventData<BlockJobErrorEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary><c>read</c>, <c>write</c>.</summary>
    public string Operation { get => field ?? ""; init; }

    /// <summary>What QEMU did.</summary>
    public string Action { get => field ?? ""; init; }

    static string IQmpEventData<BlockJobErrorEvent>.EventName => QmpEvents.BlockJobError;

    static JsonMembers IQmpObject<BlockJobErrorEvent>.Members { get; } = new("device", "operation", "action");

    static void IQmpObject<BlockJobErrorEvent>.Read(ref BlockJobErrorEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Operation = QmpStrings.Read(ref reader) },
        2 => value with { Action = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
