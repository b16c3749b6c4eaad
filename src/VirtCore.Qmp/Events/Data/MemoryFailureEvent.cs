using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The host's memory failed under the guest. QEMU: <c>MEMORY_FAILURE</c>, since 5.2.</summary>
public readonly record struct MemoryFailureEvent : IQmpEventData<MemoryFailureEvent>
{
    /// <summary>Whom it hit: <c>hypervisor</c>, <c>guest</c>.</summary>
    public string Recipient { get => field ?? ""; init; }

    /// <summary>What was done: <c>ignore</c>, <c>inject</c>, <c>fatal</c>, <c>reset</c>.</summary>
    public string Action { get => field ?? ""; init; }

    static string IQmpEventData<MemoryFailureEvent>.EventName => QmpEvents.MemoryFailure;

    static JsonMembers IQmpObject<MemoryFailureEvent>.Members { get; } = new("recipient", "action");

    static void IQmpObject<MemoryFailureEvent>.Read(ref MemoryFailureEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Recipient = QmpStrings.Read(ref reader) },
        1 => value with { Action = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
