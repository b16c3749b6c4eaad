using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A network device lets other packets in: see <see cref="QmpClient.QueryRxFilterAsync"/>. Not told again before it was asked. QEMU: <c>NIC_RX_FILTER_CHANGED</c>, since 1.6.</summary>
public readonly record struct NicRxFilterChangedEvent : IQmpEventData<NicRxFilterChangedEvent>
{
    /// <summary>The device, or null.</summary>
    public string? Name { get; init; }

    /// <summary>Its path.</summary>
    public string QomPath { get => field ?? ""; init; }

    static string IQmpEventData<NicRxFilterChangedEvent>.EventName => QmpEvents.NicRxFilterChanged;

    static JsonMembers IQmpObject<NicRxFilterChangedEvent>.Members { get; } = new("name", "path");

    static void IQmpObject<NicRxFilterChangedEvent>.Read(ref NicRxFilterChangedEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Name = QmpStrings.Read(ref reader) },
        1 => value with { QomPath = QmpStrings.Read(ref reader) },
        _ => value,
    };
}
