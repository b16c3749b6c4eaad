namespace VirtCore.Tool.Demo;

/// <summary>The migration whose controller was killed.</summary>
/// <param name="KilledIn">The phase in which it was.</param>
/// <param name="TargetGoneMs">From the SIGKILL of the controller to the end of the target's QEMU.</param>
/// <param name="SourceRunning">Whether the source runs and the guest counts on, from where it was.</param>
/// <param name="Leftovers">How many processes are there that were not there before.</param>
internal sealed record AutokillReport(string KilledIn, double TargetGoneMs, bool SourceRunning, int Leftovers);
