using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest's driver takes part in failover. QEMU: <c>FAILOVER_NEGOTIATED</c>, since 4.2.</summary>
public readonly record struct FailoverNegotiatedEvent : IQmpEventData<FailoverNegotiatedEvent>
{
    /// <summary>Its id.</summary>
    public string Id { get => field ?? ""; init; }

    static string IQmpEventData<FailoverNegotiatedEvent>.EventName => QmpEvents.FailoverNegotiated;

    static JsonMembers IQmpObject<FailoverNegotiatedEvent>.Members { get; } = new("device-id");

    static void IQmpObject<FailoverNegotiatedEvent>.Read(ref FailoverNegotiatedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
