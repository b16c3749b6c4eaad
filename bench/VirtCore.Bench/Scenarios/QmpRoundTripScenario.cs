using System.Diagnostics;
using System.Globalization;
using VirtCore.Qemu;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>
/// A query-status of a paused QEMU, from the call to the answer as a value, one after another. The floor asks the same QEMU on its other
/// monitor by write and blocking read, and only looks whether the line is a reply.
/// </summary>
internal sealed class QmpRoundTripScenario : Scenario
{
    private const int WarmUps = 10;
    private const int CommandsPerRun = 1000;

    public override string Name => "qmp-roundtrip";

    public override string Summary => "query-status on a real QEMU, over write and blocking read";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        BenchGuest guest = BenchGuest.Create(scratch, "asked", mebibytes: 128);
        await using QemuHost host = await BenchGuest.OpenHostAsync(scratch, "host", cancellationToken);
        QemuDomain domain = await host.StartAsync(guest.Definition, new DomainStartOptions { Paused = true, AutoDestroy = true }, cancellationToken);
        try
        {
            await using FloorProgram floor = FloorProgram.Start(
                "roundtrip", Path.Combine(domain.DirectoryPath, DomainDirectory.DiagnosticsSocket), CommandsPerRun.ToString(CultureInfo.InvariantCulture));
            Interleaved pairs = await Interleaved.MeasureAsync(
                figures: 1, WarmUps, runs, () => AskAsync(domain.Monitor), () => floor.RunAsync(cancellationToken), cancellationToken);
            return [Figure.Of(Name, "us", pairs.Figures[0], pairs.AllocatedBytes)];
        }
        finally
        {
            await domain.DestroyAsync();
        }
    }

    private static async Task<Run> AskAsync(QmpClient monitor)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < CommandsPerRun; i++)
            await monitor.QueryStatusAsync();
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Run([time.TotalMicroseconds / CommandsPerRun], allocated / CommandsPerRun);
    }
}
