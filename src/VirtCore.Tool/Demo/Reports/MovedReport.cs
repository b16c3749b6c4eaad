using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>The migration that completed.</summary>
/// <param name="TotalMs">From the call to the end of Confirm.</param>
/// <param name="DowntimeMs">The time that the guest stood still, as QEMU reports it.</param>
/// <param name="GuestDowntimeMs">The same as the guest's own counter shows it: the longest gap between two ticks.</param>
/// <param name="CpusStoppedMs">From the source's CPUs stopping to the target's starting.</param>
/// <param name="TransferredBytes">Bytes of guest memory that were sent.</param>
/// <param name="Phases">The time of each phase.</param>
internal sealed record MovedReport(
    double TotalMs, double DowntimeMs, double GuestDowntimeMs, double? CpusStoppedMs, long TransferredBytes, PhasesReport Phases)
{
    public static MovedReport From(MigrationReport report, TimeSpan longestGap) => new(
        Milliseconds.Of(report.Total),
        Milliseconds.Of(report.Stream.Downtime),
        Milliseconds.Of(longestGap),
        report.CpusStopped is { } stopped ? Milliseconds.Of(stopped) : null,
        report.Stream.TransferredBytes,
        new PhasesReport(
            Milliseconds.Of(report.Phases.Begin),
            Milliseconds.Of(report.Phases.Prepare),
            Milliseconds.Of(report.Phases.Perform),
            Milliseconds.Of(report.Phases.Finish),
            Milliseconds.Of(report.Phases.Confirm)));
}
