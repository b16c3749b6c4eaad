using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>A Windows guest said how much memory it uses. QEMU: <c>HV_BALLOON_STATUS_REPORT</c>.</summary>
public readonly record struct HvBalloonStatusReportEvent : IQmpEventData<HvBalloonStatusReportEvent>
{
    /// <summary>Committed, in bytes.</summary>
    public long CommittedBytes { get; init; }

    /// <summary>Available, in bytes.</summary>
    public long AvailableBytes { get; init; }

    static string IQmpEventData<HvBalloonStatusReportEvent>.EventName => QmpEvents.HvBalloonStatusReport;

    static JsonMembers IQmpObject<HvBalloonStatusReportEvent>.Members { get; } = new("committed", "available");

    static void IQmpObject<HvBalloonStatusReportEvent>.Read(ref HvBalloonStatusReportEvent value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { CommittedBytes = QmpObject.ReadSize(ref reader) },
        1 => value with { AvailableBytes = QmpObject.ReadSize(ref reader) },
        _ => value,
    };
}
