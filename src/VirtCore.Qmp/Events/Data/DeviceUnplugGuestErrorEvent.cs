using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest refused to give a device up. QEMU: <c>DEVICE_UNPLUG_GUEST_ERROR</c>, since 6.2.</summary>
public readonly record struct DeviceUnplugGuestErrorEvent : IQmpEventData<DeviceUnplugGuestErrorEvent>
{
    /// <summary>Its id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its path.</summary>
    public string QomPath { get => field ?? ""; init; }

    static string IQmpEventData<DeviceUnplugGuestErrorEvent>.EventName => QmpEvents.DeviceUnplugGuestError;

    static JsonMembers IQmpObject<DeviceUnplugGuestErrorEvent>.Members { get; } = new("device", "path");

    static void IQmpObject<DeviceUnplugGuestErrorEvent>.Read(ref DeviceUnplugGuestErrorEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
