using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest's watchdog fired. QEMU: <c>WATCHDOG</c>, since 0.13.</summary>
public readonly record struct WatchdogEvent : IQmpEventData<WatchdogEvent>
{
    /// <summary>What QEMU did.</summary>
    public string Action { get => field ?? ""; init; }

    static string IQmpEventData<WatchdogEvent>.EventName => QmpEvents.Watchdog;

    static JsonMembers IQmpObject<WatchdogEvent>.Members { get; } = new("action");

    static void IQmpObject<WatchdogEvent>.Read(ref WatchdogEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Action = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
