using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A VFIO device moved on in a migration. QEMU: <c>VFIO_MIGRATION</c>.</summary>
public readonly record struct VfioMigrationEvent : IQmpEventData<VfioMigrationEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Its path.</summary>
    public string QomPath { get => field ?? ""; init; }

    /// <summary>Its state: <c>running</c>, <c>stop-copy</c>, <c>resuming</c>.</summary>
    public string State { get => field ?? ""; init; }

    static string IQmpEventData<VfioMigrationEvent>.EventName => QmpEvents.VfioMigration;

    static JsonMembers IQmpObject<VfioMigrationEvent>.Members { get; } = new("device-id", "qom-path", "device-state");

    static void IQmpObject<VfioMigrationEvent>.Read(ref VfioMigrationEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { QomPath = QmpStrings.Read(ref reader) },
        2 => value with { State = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
