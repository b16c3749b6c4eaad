using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest's kernel panicked. QEMU: <c>GUEST_PANICKED</c>, since 1.5.</summary>
public readonly record struct GuestPanickedEvent : IQmpEventData<GuestPanickedEvent>
{
    /// <summary>What QEMU did: <c>pause</c>, <c>poweroff</c>, <c>run</c>.</summary>
    public string Action { get => field ?? ""; init; }

    static string IQmpEventData<GuestPanickedEvent>.EventName => QmpEvents.GuestPanicked;

    static JsonMembers IQmpObject<GuestPanickedEvent>.Members { get; } = new("action");

    static void IQmpObject<GuestPanickedEvent>.Read(ref GuestPanickedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Action = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
