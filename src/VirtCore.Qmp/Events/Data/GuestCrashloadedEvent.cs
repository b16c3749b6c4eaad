using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest's kernel panicked and loaded its crash kernel. QEMU: <c>GUEST_CRASHLOADED</c>, since 5.0.</summary>
public readonly record struct GuestCrashloadedEvent : IQmpEventData<GuestCrashloadedEvent>
{
    /// <summary>What QEMU did: <c>pause</c>, <c>poweroff</c>, <c>run</c>.</summary>
    public string Action { get => field ?? ""; init; }

    static string IQmpEventData<GuestCrashloadedEvent>.EventName => QmpEvents.GuestCrashloaded;

    static JsonMembers IQmpObject<GuestCrashloadedEvent>.Members { get; } = new("action");

    static void IQmpObject<GuestCrashloadedEvent>.Read(ref GuestCrashloadedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Action = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
