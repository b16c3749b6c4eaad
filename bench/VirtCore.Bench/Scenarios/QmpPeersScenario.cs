using System.Diagnostics;
using System.Globalization;
using VirtCore.Qemu;
using VirtCore.Qmp;

namespace VirtCore.Bench;

/// <summary>
/// How many query-status a second go over one connection to a paused QEMU: one after another, and with eight in flight. The peers are Python's: a bare script, and
/// QEMU's own qemu.qmp. Each asks the same QEMU on its other monitor. A peer that is missing is skipped, and its figure says so.
/// </summary>
internal sealed class QmpPeersScenario : Scenario
{
    private const string Unit = "commands/s";
    private const int WarmUps = 4;
    private const int InFlight = 8;
    private const int CommandsPerRun = 1000;

    public override string Name => "qmp-peers";

    public override string Summary => "query-status a second on one connection, beside clients in Python";

    public override int DefaultRuns => 20;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        BenchGuest guest = BenchGuest.Create(scratch, "asked", mebibytes: 128);
        await using QemuHost host = await BenchGuest.OpenHostAsync(scratch, "host", cancellationToken);
        QemuDomain domain = await host.StartAsync(guest.Definition, new DomainStartOptions { Paused = true, AutoDestroy = true }, cancellationToken);
        try
        {
            List<Figure> figures = [];
            foreach (PythonPeer peer in PythonPeer.All)
                figures.AddRange(await CompareAsync(domain, peer, runs, cancellationToken));
            return figures;
        }
        finally
        {
            await domain.DestroyAsync();
        }
    }

    private async Task<Figure[]> CompareAsync(QemuDomain domain, PythonPeer peer, int runs, CancellationToken cancellationToken)
    {
        if (await peer.MissingAsync(cancellationToken) is { } missing)
            return await MeasureAloneAsync(domain, $"{peer.Name}: skipped, {missing}", runs, cancellationToken);
        await using FloorProgram floor = peer.Start(
            Path.Combine(domain.DirectoryPath, DomainDirectory.DiagnosticsSocket), CommandsPerRun.ToString(CultureInfo.InvariantCulture));
        Interleaved pairs = await Interleaved.MeasureAsync(
            figures: 2, WarmUps, runs, () => AskAsync(domain.Monitor), () => floor.RunAsync(cancellationToken), cancellationToken);
        return
        [
            Figure.Of(NameOf(0), Unit, pairs.Figures[0], pairs.AllocatedBytes) with { Floor = peer.Name },
            Figure.Of(NameOf(1), Unit, pairs.Figures[1], pairs.AllocatedBytes) with { Floor = peer.Name },
        ];
    }

    private async Task<Figure[]> MeasureAloneAsync(QemuDomain domain, string reason, int runs, CancellationToken cancellationToken)
    {
        Samples[] rates = [new(), new()];
        for (int i = -WarmUps; i < runs; i++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            Run run = await AskAsync(domain.Monitor);
            for (int figure = 0; i >= 0 && figure < rates.Length; figure++)
                rates[figure].Add(run.Values[figure]);
        }

        return [.. rates.Select((samples, figure) => Figure.Of(NameOf(figure), Unit, samples) with { Floor = reason })];
    }

    private string NameOf(int figure) => figure == 0 ? $"{Name}-one" : $"{Name}-eight";

    private static async Task<Run> AskAsync(QmpClient monitor)
    {
        long allocated = GC.GetTotalAllocatedBytes(precise: true);
        double one = await RateAsync(() => AskOneByOneAsync(monitor, CommandsPerRun));
        double eight = await RateAsync(() => Task.WhenAll(Enumerable.Range(0, InFlight).Select(_ => AskOneByOneAsync(monitor, CommandsPerRun / InFlight))));
        allocated = GC.GetTotalAllocatedBytes(precise: true) - allocated;
        return new Run([one, eight], allocated / (2 * CommandsPerRun));
    }

    private static async Task<double> RateAsync(Func<Task> ask)
    {
        long begin = Stopwatch.GetTimestamp();
        await ask();
        return CommandsPerRun / Stopwatch.GetElapsedTime(begin).TotalSeconds;
    }

    private static async Task AskOneByOneAsync(QmpClient monitor, int count)
    {
        for (int i = 0; i < count; i++)
            await monitor.QueryStatusAsync();
    }
}
