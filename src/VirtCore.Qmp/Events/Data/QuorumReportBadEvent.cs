using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A child of a quorum gave other data than the rest. QEMU: <c>QUORUM_REPORT_BAD</c>, since 2.0.</summary>
public readonly record struct QuorumReportBadEvent : IQmpEventData<QuorumReportBadEvent>
{
    /// <summary><c>read</c>, <c>write</c>, <c>flush</c>.</summary>
    public string Type { get => field ?? ""; init; }

    /// <summary>In words.</summary>
    public string? Error { get; init; }

    /// <summary>The child.</summary>
    public string NodeName { get => field ?? ""; init; }

    /// <summary>Where.</summary>
    public long Sector { get; init; }

    /// <summary>How much.</summary>
    public long SectorCount { get; init; }

    static string IQmpEventData<QuorumReportBadEvent>.EventName => QmpEvents.QuorumReportBad;

    static JsonMembers IQmpObject<QuorumReportBadEvent>.Members { get; } = new("type", "error", "node-name", "sector-num", "sectors-count");

    static void IQmpObject<QuorumReportBadEvent>.Read(ref QuorumReportBadEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { Type = QmpStrings.Read(ref reader) },
        1 => value with { Error = QmpStrings.Read(ref reader) },
        2 => value with { NodeName = QmpStrings.Read(ref reader) },
        3 => value with { Sector = QmpObject.ReadSize(ref reader) },
        4 => value with { SectorCount = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
