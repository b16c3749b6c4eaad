using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A failover device's primary has to be unplugged for a migration. QEMU: <c>UNPLUG_PRIMARY</c>, since 4.2.</summary>
public readonly record struct UnplugPrimaryEvent : IQmpEventData<UnplugPrimaryEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<UnplugPrimaryEvent>.EventName => QmpEvents.UnplugPrimary;

    static JsonMembers IQmpObject<UnplugPrimaryEvent>.Members { get; } = new("device-id");

    static void IQmpObject<UnplugPrimaryEvent>.Read(ref UnplugPrimaryEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
