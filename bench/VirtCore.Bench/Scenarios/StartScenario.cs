using System.Diagnostics;
using VirtCore.Qemu;

namespace VirtCore.Bench;

/// <summary>
/// From the call of <see cref="QemuHost.StartAsync"/> to the domain: QMP ready, CPUs stopped, committed. The floor forks and executes the same
/// QEMU with the same arguments, from just before fork to the reply of qmp_capabilities.
/// </summary>
internal sealed class StartScenario : Scenario
{
    private const int WarmUps = 8;

    public override string Name => "start";

    public override string Summary => "a paused QEMU, from the call to QMP ready, over fork and exec of the same";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        BenchGuest guest = BenchGuest.Create(scratch, "start", mebibytes: 128);
        await using QemuHost host = await BenchGuest.OpenHostAsync(scratch, "host", cancellationToken);
        await using FloorProgram floor = FloorProgram.Start("start", [scratch.MakeDirectory("floor"), .. guest.CommandLine()]);

        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 1, WarmUps, runs, () => StartAsync(host, guest, cancellationToken), () => floor.RunAsync(cancellationToken), cancellationToken);
        return [Figure.Of(Name, "ms", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.10))];
    }

    private static async Task<Run> StartAsync(QemuHost host, BenchGuest guest, CancellationToken cancellationToken)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        QemuDomain domain = await host.StartAsync(guest.Definition, new DomainStartOptions { Paused = true }, cancellationToken);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        await domain.DestroyAsync();
        return new Run([time.TotalMilliseconds], allocated);
    }
}
