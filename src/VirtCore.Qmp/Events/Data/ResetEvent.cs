using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The machine was reset. QEMU: <c>RESET</c>, since 0.12.</summary>
public readonly record struct ResetEvent : IQmpEventData<ResetEvent>
{
    /// <summary>Whether the guest did it.</summary>
    public bool Guest { get; init; }

    /// <summary>Why.</summary>
    public ShutdownCause Reason { get; init; }

    static string IQmpEventData<ResetEvent>.EventName => QmpEvents.Reset;

    static JsonMembers IQmpObject<ResetEvent>.Members { get; } = new("guest", "reason");

    static void IQmpObject<ResetEvent>.Read(ref ResetEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Guest = reader.GetBoolean() },
        1 => value with { Reason = WireNames.ShutdownCause.Read(ref reader, out _) },
        _ => value,
    };
}
