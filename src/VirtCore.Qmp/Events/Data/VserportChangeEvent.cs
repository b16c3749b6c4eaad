using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The guest opened or closed a virtio serial port, such as its agent's. QEMU: <c>VSERPORT_CHANGE</c>, since 2.1.</summary>
public readonly record struct VserportChangeEvent : IQmpEventData<VserportChangeEvent>
{
    /// <summary>The port.</summary>
    public string Id { get => field ?? ""; init; }

    /// <summary>Whether it is open now.</summary>
    public bool Open { get; init; }

    static string IQmpEventData<VserportChangeEvent>.EventName => QmpEvents.VserportChange;

    static JsonMembers IQmpObject<VserportChangeEvent>.Members { get; } = new("id", "open");

    static void IQmpObject<VserportChangeEvent>.Read(ref VserportChangeEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Id = QmpStrings.Read(ref reader) },
        1 => value with { Open = reader.GetBoolean() },
        _ => value,
    };
}
