using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A quorum could not be reached. QEMU: <c>QUORUM_FAILURE</c>, since 2.0.</summary>
public readonly record struct QuorumFailureEvent : IQmpEventData<QuorumFailureEvent>
{
    /// <summary>The node.</summary>
    public string Reference { get => field ?? ""; init; }

    /// <summary>Where.</summary>
    public long Sector { get; init; }

    /// <summary>How much.</summary>
    public long SectorCount { get; init; }

    static string IQmpEventData<QuorumFailureEvent>.EventName => QmpEvents.QuorumFailure;

    static JsonMembers IQmpObject<QuorumFailureEvent>.Members { get; } = new("reference", "sector-num", "sectors-count");

    static void IQmpObject<QuorumFailureEvent>.Read(ref QuorumFailureEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Reference = QmpStrings.Read(ref reader) },
        1 => value with { Sector = QmpObject.ReadSize(ref reader) },
        2 => value with { SectorCount = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
