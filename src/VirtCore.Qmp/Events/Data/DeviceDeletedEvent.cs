using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A device has been unplugged. QEMU: <c>DEVICE_DELETED</c>, since 1.5.</summary>
public readonly record struct DeviceDeletedEvent : IQmpEventData<DeviceDeletedEvent>
{
    /// <summary>Its id, or null.</summary>
    public string? Id { get; init; }

    /// <summary>Its path.</summary>
    public string QomPath { get => field ?? ""; init; }

    static string IQmpEventData<DeviceDeletedEvent>.EventName => QmpEvents.DeviceDeleted;

    static JsonMembers IQmpObject<DeviceDeletedEvent>.Members { get; } = new("device", "path");

    static void IQmpObject<DeviceDeletedEvent>.Read(ref DeviceDeletedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
