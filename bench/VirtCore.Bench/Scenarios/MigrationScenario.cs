using System.Diagnostics;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Bench;

/// <summary>
/// A live migration between two hosts of this process, to and fro: from the call of <see cref="QemuHost.MigrateAsync"/> to the report, and the time
/// that the guest stood still, by the two QEMUs' own event times. The floor drives the same guest through the same commands, with no guard
/// and no record. While one side is measured, the other side's guest is paused.
/// </summary>
internal sealed class MigrationScenario : Scenario
{
    private const int WarmUps = 6;

    public override string Name => "migration";

    public override string Summary => "a live migration, total and downtime, over the same one by bare QMP";

    public override int DefaultRuns => 20;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        BenchGuest guest = BenchGuest.Create(scratch, "ours", mebibytes: 256, serial: true);
        BenchGuest floorGuest = BenchGuest.Create(scratch, "floor", mebibytes: 256, serial: true);
        await using QemuHost first = await BenchGuest.OpenHostAsync(scratch, "host-a", cancellationToken);
        await using QemuHost second = await BenchGuest.OpenHostAsync(scratch, "host-b", cancellationToken);
        await using FloorProgram floor = FloorProgram.Start(
            "migration", [scratch.MakeDirectory("floor-a"), scratch.MakeDirectory("floor-b"), floorGuest.SerialPath, .. floorGuest.CommandLine()]);

        await floor.AskAsync("", cancellationToken); // boots its guest
        QemuDomain domain = await first.StartAsync(guest.Definition, cancellationToken: cancellationToken);
        try
        {
            await guest.WaitUntilItRunsAsync(cancellationToken);
            await domain.PauseAsync(cancellationToken);
            Interleaved pairs = await Interleaved.MeasureAsync(
                figures: 2, WarmUps, runs, MigrateAsync, () => floor.RunAsync(cancellationToken), cancellationToken);
            return
            [
                Figure.Of(Name, "ms", pairs.Figures[0], pairs.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.10)),
                Figure.Of($"{Name}-downtime", "ms", pairs.Figures[1], limit: new Limit(LimitedMeasure.Difference, 2)),
            ];
        }
        finally
        {
            await domain.DestroyAsync();
        }

        async Task<Run> MigrateAsync()
        {
            QemuHost target = domain.Host == first ? second : first;
            await domain.ResumeAsync(cancellationToken);
            long allocated = GC.GetTotalAllocatedBytes(precise: true);
            long begin = Stopwatch.GetTimestamp();
            MigrationReport report = await domain.Host.MigrateAsync(domain, target, cancellationToken: cancellationToken);
            TimeSpan total = Stopwatch.GetElapsedTime(begin);
            allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
            if (!target.TryGetDomain(guest.Definition.Name, out QemuDomain? arrived))
                throw new InvalidOperationException("The guest did not arrive.");
            domain = arrived;
            await domain.PauseAsync(cancellationToken);
            TimeSpan stopped = report.CpusStopped ?? throw new InvalidOperationException("The report does not say how long the guest stood still.");
            return new Run([total.TotalMilliseconds, stopped.TotalMilliseconds], allocated);
        }
    }
}
