using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>QEMU is about to end, or the guest has shut down. QEMU: <c>SHUTDOWN</c>, since 0.12.</summary>
public readonly record struct ShutdownEvent : IQmpEventData<ShutdownEvent>
{
    /// <summary>Whether the guest did it.</summary>
    public bool Guest { get; init; }

    /// <summary>Why.</summary>
    public ShutdownCause Reason { get; init; }

    static string IQmpEventData<ShutdownEvent>.EventName => QmpEvents.Shutdown;

    static JsonMembers IQmpObject<ShutdownEvent>.Members { get; } = new("guest", "reason");

    static void IQmpObject<ShutdownEvent>.Read(ref ShutdownEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Guest = reader.GetBoolean() },
        1 => value with { Reason = WireNames.ShutdownCause.Read(ref reader, out _) },
        _ => value,
    };
}
