namespace VirtCore.Tool.Demo;

/// <summary>One run of the demo in figures, as <c>--json</c> prints it. Times are in milliseconds.</summary>
/// <param name="Accelerator"><c>kvm</c> or <c>tcg</c>.</param>
/// <param name="Guest">What moved.</param>
/// <param name="Migration">The migration that completed.</param>
/// <param name="Autokill">The migration whose controller was killed.</param>
internal sealed record DemoReport(string Accelerator, GuestReport Guest, MovedReport Migration, AutokillReport Autokill);
