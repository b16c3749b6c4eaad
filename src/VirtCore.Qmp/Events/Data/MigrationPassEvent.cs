using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A migration began another pass over memory; sent when the capability <c>events</c> is on. QEMU: <c>MIGRATION_PASS</c>, since 2.6.</summary>
public readonly record struct MigrationPassEvent : IQmpEventData<MigrationPassEvent>
{
    /// <summary>Which one, from 1.</summary>
    public long Pass { get; init; }

    static string IQmpEventData<MigrationPassEvent>.EventName => QmpEvents.MigrationPass;

    static JsonMembers IQmpObject<MigrationPassEvent>.Members { get; } = new("pass");

    static void IQmpObject<MigrationPassEvent>.Read(ref MigrationPassEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Pass = reader.GetInt64() },
        _ => value,
    };
}
