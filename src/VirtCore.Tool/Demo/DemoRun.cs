using System.Diagnostics;
using System.Globalization;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>One run: a guest boots on host A, moves to B, and is on its way back when the controller is killed.</summary>
internal sealed class DemoRun(DemoFolder folder, DemoMachine machine, DemoRunTitle title, IDemoView view)
{
    public const string A = "A";
    public const string B = "B";
    private const string Domain = "demo";

    // So many ticks say that a guest counts.
    private const int Some = 10;
    private static readonly TimeSpan s_emulatedBootLimit = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan s_bootLimit = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan s_tickLimit = TimeSpan.FromSeconds(20);

    // A guest that makes more dirty than the stream carries would never arrive.
    private static readonly MigrationOptions s_options = new() { PerformTimeout = TimeSpan.FromMinutes(1) };

    private readonly List<string> _broken = [];

    public async ValueTask<DemoOutcome> RunAsync(CancellationToken cancellationToken)
    {
        var watch = Leftovers.Watch(folder.Path);
        DemoReport report;
        HashSet<ProcessEntry> leftovers = [];
        using (var console = new GuestConsole(folder.File("console")))
        {
            view.StartRun(title, console.Ticks);
            (TimeSpan boot, MovedReport moved) = await MoveAsync(console, watch, cancellationToken).ConfigureAwait(false);
            var autokill = new AutokillRun(folder, machine, view);
            AutokillReport killed = await autokill.RunAsync(console, Some, s_tickLimit, leftovers, cancellationToken).ConfigureAwait(false);
            _broken.AddRange(autokill.Broken);
            if (console.Ticks.Break is { } @break)
                _broken.Add($"the guest did not count on from where it was: {@break}");
            report = new DemoReport(
                DemoMachine.NameOf(title.Accelerator),
                new GuestReport(
                    title.Kernel, title.Memory.Mebibytes, title.DirtyRate.Mebibytes, Milliseconds.Of(boot), console.Ticks.Count, console.Ticks.Break is null),
                moved, killed);
        }

        view.Say("looking for processes that were not there before");
        leftovers.UnionWith(await watch.FindAsync(cancellationToken).ConfigureAwait(false));
        if (leftovers.Count != 0)
            _broken.Add($"processes are there that were not there before: {string.Join(", ", leftovers)}");
        var outcome = new DemoOutcome(report with { Autokill = report.Autokill with { Leftovers = leftovers.Count } }, _broken);
        view.EndRun(outcome, [.. leftovers]);
        return outcome;
    }

    // Leaves the guest running on B, and both hosts closed.
    private async ValueTask<(TimeSpan Boot, MovedReport Moved)> MoveAsync(
        GuestConsole console, Leftovers watch, CancellationToken cancellationToken)
    {
        QemuHost a = await QemuHost.OpenAsync(machine.HostOptions(folder.StateDirectory(A)), cancellationToken).ConfigureAwait(false);
        await using (a.ConfigureAwait(false))
        {
            QemuHost b = await QemuHost.OpenAsync(machine.HostOptions(folder.StateDirectory(B)), cancellationToken).ConfigureAwait(false);
            await using (b.ConfigureAwait(false))
            {
                watch.Learn(Environment.ProcessId);
                view.Say("booting the guest on host A");
                long start = Stopwatch.GetTimestamp();
                QemuDomain domain = await a.StartAsync(
                    machine.Define(Domain, title.Accelerator, console.Path), cancellationToken: cancellationToken).ConfigureAwait(false);
                TimeSpan limit = title.Accelerator == Accelerator.Kvm ? s_bootLimit : s_emulatedBootLimit;
                await WaitForTicksAsync(domain, console, 1, limit, cancellationToken).ConfigureAwait(false);
                TimeSpan boot = Stopwatch.GetElapsedTime(start);
                view.Say(string.Create(CultureInfo.InvariantCulture, $"the guest counts, {boot.TotalSeconds:0.0} s after its start"));
                await WaitForTicksAsync(domain, console, Some, s_tickLimit, cancellationToken).ConfigureAwait(false);

                view.StartMigration(DemoStage.Move, A, B);
                long from = Stopwatch.GetTimestamp();
                MigrationReport report = await a.MigrateAsync(domain, b, s_options, new ViewProgress(view, DemoStage.Move), cancellationToken)
                    .ConfigureAwait(false);
                long to = Stopwatch.GetTimestamp();
                if (!b.TryGetDomain(Domain, out QemuDomain? arrived))
                    throw new DemoException("the migration succeeded, and yet the guest is not on host B");
                await WaitForTicksAsync(arrived, console, Some, s_tickLimit, cancellationToken).ConfigureAwait(false);

                var moved = MovedReport.From(report, console.Ticks.LongestGap(from, to));
                view.Moved(moved);
                return (boot, moved);
            }
        }
    }

    private static async ValueTask WaitForTicksAsync(
        QemuDomain domain, GuestConsole console, int count, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var waiting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<bool> ticks = console.WaitForTicksAsync(count, limit, waiting.Token).AsTask();
        if (await Task.WhenAny(ticks, domain.Exited).ConfigureAwait(false) != ticks)
        {
            await waiting.CancelAsync().ConfigureAwait(false);
            await ((Task)ticks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            throw new DemoException((await domain.Exited.ConfigureAwait(false)).Description);
        }

        if (!await ticks.ConfigureAwait(false))
        {
            string words = console.LastWords.Count == 0
                ? "its console is silent"
                : $"the last words on its console: \"{string.Join(" | ", console.LastWords)}\"";
            throw new DemoException(string.Create(CultureInfo.InvariantCulture, $"the guest did not count within {limit.TotalSeconds} s; {words}"));
        }
    }
}
