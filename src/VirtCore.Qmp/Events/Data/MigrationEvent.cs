using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A migration's status changed; sent when the capability <c>events</c> is on. QEMU: <c>MIGRATION</c>, since 2.4.</summary>
public readonly record struct MigrationEvent : IQmpEventData<MigrationEvent>
{
    /// <summary>Where it is now.</summary>
    public MigrationStatus Status { get; init; }

    static string IQmpEventData<MigrationEvent>.EventName => QmpEvents.Migration;

    static JsonMembers IQmpObject<MigrationEvent>.Members { get; } = new("status");

    static void IQmpObject<MigrationEvent>.Read(ref MigrationEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Status = WireNames.MigrationStatus.Read(ref reader, out _) },
        _ => value,
    };
}
