using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The helper for persistent reservations came or went. QEMU: <c>PR_MANAGER_STATUS_CHANGED</c>, since 3.0.</summary>
public readonly record struct PrManagerStatusChangedEvent : IQmpEventData<PrManagerStatusChangedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Whether it is there.</summary>
    public bool Connected { get; init; }

    static string IQmpEventData<PrManagerStatusChangedEvent>.EventName => QmpEvents.PrManagerStatusChanged;

    static JsonMembers IQmpObject<PrManagerStatusChangedEvent>.Members { get; } = new("id", "connected");

    static void IQmpObject<PrManagerStatusChangedEvent>.Read(ref PrManagerStatusChangedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Connected = reader.GetBoolean() },
        _ => value,
    };
}
