using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A tray was opened or closed. QEMU: <c>DEVICE_TRAY_MOVED</c>, since 1.1.</summary>
public readonly record struct DeviceTrayMovedEvent : IQmpEventData<DeviceTrayMovedEvent>
{
    /// <summary>The back end's name.</summary>
    public string Device { get => field ?? ""; init; }

    /// <summary>The guest device.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Whether it is open now.</summary>
    public bool TrayOpen { get; init; }

    static string IQmpEventData<DeviceTrayMovedEvent>.EventName => QmpEvents.DeviceTrayMoved;

    static JsonMembers IQmpObject<DeviceTrayMovedEvent>.Members { get; } = new("device", "id", "tray-open");

    static void IQmpObject<DeviceTrayMovedEvent>.Read(ref DeviceTrayMovedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Device = QmpStrings.Read(ref reader) },
        1 => value with { Id = QmpStrings.Read(ref reader) },
        2 => value with { TrayOpen = reader.GetBoolean() },
        _ => value,
    };
}
