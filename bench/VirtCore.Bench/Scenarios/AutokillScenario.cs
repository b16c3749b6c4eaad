using System.Globalization;
using VirtCore.Qemu;

namespace VirtCore.Bench;

/// <summary>
/// From the death of a controller, a process of its own that was killed, to the death of the migration target that it had prepared, both seen
/// through pidfds by a third process. The floor is the time from SIGKILL to the death of the same QEMU when that process kills it directly.
/// </summary>
internal sealed class AutokillScenario : Scenario
{
    private const int WarmUps = 3;

    public override string Name => "autokill";

    public override string Summary => "the death of a controller to the death of its target, over a SIGKILL of the same QEMU";

    public override int DefaultRuns => 100;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        await using QemuHost host = await BenchGuest.OpenHostAsync(scratch, "direct", cancellationToken);
        BenchGuest guest = BenchGuest.Create(scratch, "target", mebibytes: 256);
        await using FloorProgram observer = FloorProgram.Start("kill");

        Interleaved pairs = await Interleaved.MeasureAsync(figures: 1, WarmUps, runs, KillControllerAsync, KillDirectlyAsync, cancellationToken);
        return [Figure.Of(Name, "ms", pairs.Figures[0], limit: new Limit(LimitedMeasure.Difference, 2))];

        async Task<Run> KillControllerAsync()
        {
            string state = Path.Combine(scratch.Path, "controlled");
            await using Controller controller = await Controller.StartAsync(state, guest, cancellationToken);
            Run deaths = await observer.RunAsync(Order(controller.ProcessId, controller.TargetProcessId), cancellationToken);
            Directory.Delete(state, recursive: true);
            return new Run([deaths.Values[1] - deaths.Values[0]]);
        }

        async Task<Run> KillDirectlyAsync()
        {
            QemuDomain domain = await host.LaunchAsync(guest.AsTarget(), cancellationToken);
            Run deaths = await observer.RunAsync(Order(domain.ProcessId, domain.ProcessId), cancellationToken);
            await domain.DestroyAsync();
            DomainDirectory.Delete(domain.DirectoryPath); // a target's is its migration's to remove, and here there is none
            return new Run([deaths.Values[1]]);
        }
    }

    private static string Order(int victim, int witness) => string.Create(CultureInfo.InvariantCulture, $"{victim} {witness}");
}
