using System.Globalization;
using VirtCore.Migration;

namespace VirtCore.Tool.Demo;

/// <summary>Figures as people read them, the same in every view.</summary>
internal static class Texts
{
    public static readonly MigrationPhase[] Phases = Enum.GetValues<MigrationPhase>();

    public static string Phase(MigrationPhase phase) => phase.ToString().ToLowerInvariant();

    public static string Ms(double milliseconds) => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms");

    public static string Ms(TimeSpan time) => Ms(time.TotalMilliseconds);

    public static string Bytes(long bytes) => new MemorySize(bytes).ToString();

    public static double Of(PhasesReport phases, MigrationPhase phase) => phase switch
    {
        MigrationPhase.Begin => phases.Begin,
        MigrationPhase.Prepare => phases.Prepare,
        MigrationPhase.Perform => phases.Perform,
        MigrationPhase.Finish => phases.Finish,
        _ => phases.Confirm,
    };

    public static string Moved(MovedReport report) =>
        $"moved in {Ms(report.TotalMs)} with {Bytes(report.TransferredBytes)} sent; the guest stood still for {Ms(report.DowntimeMs)} by QEMU's account, "
        + $"{Ms(report.GuestDowntimeMs)} between two of its own ticks";

    public static string Killed(ControllerLine last, TimeSpan targetGone) =>
        $"its controller was killed in {Phase(last.Phase)} after {Bytes(last.TransferredBytes)}; the target's QEMU was gone {Ms(targetGone)} later";

    public static string Source(DemoOutcome outcome) => outcome.Report.Autokill.SourceRunning
        ? string.Create(CultureInfo.InvariantCulture, $"the source ran on, and its guest counted on: {outcome.Report.Guest.Ticks} ticks, {(outcome.Report.Guest.Continuous ? "each once and in order" : "not all of them")}")
        : "the source did not run on";

    public static string Processes(IReadOnlyList<ProcessEntry> leftovers) => leftovers.Count == 0
        ? "ps shows no process that was not there before"
        : $"ps shows what was not there before: {string.Join(", ", leftovers)}";
}
