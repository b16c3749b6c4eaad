using System.Diagnostics;
using System.Globalization;
using VirtCore.Host;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Tool.Demo;

/// <summary>The second half of a run: the guest is on host B, and a controller that is to bring it back to A is killed in the middle.</summary>
internal sealed class AutokillRun(DemoFolder folder, DemoMachine machine, IDemoView view)
{
    // Slow enough to be surely in the middle of Perform when so much has been sent.
    private const long BytesPerSecond = 16 << 20;
    private const long KillAfterBytes = 8 << 20;

    private static readonly TimeSpan s_goneLimit = TimeSpan.FromSeconds(10);

    private readonly List<string> _broken = [];

    /// <summary>What did not hold.</summary>
    public IReadOnlyList<string> Broken => _broken;

    /// <summary>Ends with the guest destroyed and both hosts closed.</summary>
    public async ValueTask<AutokillReport> RunAsync(
        GuestConsole console, int ticks, TimeSpan tickLimit, HashSet<ProcessEntry> leftovers, CancellationToken cancellationToken)
    {
        var watch = Leftovers.Watch(folder.Path);
        view.StartMigration(DemoStage.Autokill, DemoRun.B, DemoRun.A);
        (ControllerLine last, TimeSpan gone) = await KillInPerformAsync(watch, cancellationToken).ConfigureAwait(false);
        view.Killed(last, gone);

        // Before anybody cleans up: what the death of the controller alone has left.
        leftovers.UnionWith(await watch.FindAsync(cancellationToken).ConfigureAwait(false));
        bool running = await RecoverAsync(console, ticks, tickLimit, cancellationToken).ConfigureAwait(false);
        return new AutokillReport(last.Phase.ToString().ToLowerInvariant(), Milliseconds.Of(gone), running, leftovers.Count);
    }

    private async ValueTask<(ControllerLine Last, TimeSpan Gone)> KillInPerformAsync(Leftovers watch, CancellationToken cancellationToken)
    {
        using var controller = ControllerProcess.Start(folder, DemoRun.B, DemoRun.A, machine.Qemu, BytesPerSecond);
        try
        {
            await foreach (ControllerLine line in controller.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                view.Progress(DemoStage.Autokill, line.ToProgress());
                if (line is not { IsMidway: true, TransferredBytes: >= KillAfterBytes, TargetProcessId: { } targetId })
                    continue;
                watch.Learn(controller.Id);
                using Pidfd target = Pidfd.Open(targetId);
                long start = Stopwatch.GetTimestamp();
                controller.Kill();
                await target.WaitAsync(cancellationToken).AsTask().WaitAsync(s_goneLimit, cancellationToken).ConfigureAwait(false);
                return (line, Stopwatch.GetElapsedTime(start));
            }
        }
        catch (TimeoutException)
        {
            throw new DemoException(string.Create(
                CultureInfo.InvariantCulture, $"the target's QEMU still lived {s_goneLimit.TotalSeconds} s after its controller had been killed"));
        }
        finally
        {
            await controller.EndAsync().ConfigureAwait(false);
        }

        throw new DemoException($"the second migration's controller ended before it could be killed: {await controller.DescribeEndAsync().ConfigureAwait(false)}");
    }

    private async ValueTask<bool> RecoverAsync(GuestConsole console, int ticks, TimeSpan tickLimit, CancellationToken cancellationToken)
    {
        view.Say("opening both hosts again");
        QemuHost a = await QemuHost.OpenAsync(machine.HostOptions(folder.StateDirectory(DemoRun.A)), cancellationToken).ConfigureAwait(false);
        await using (a.ConfigureAwait(false))
        {
            Show(DemoRun.A, a.Recovery);
            QemuHost b = await QemuHost.OpenAsync(machine.HostOptions(folder.StateDirectory(DemoRun.B)), cancellationToken).ConfigureAwait(false);
            await using (b.ConfigureAwait(false))
            {
                Show(DemoRun.B, b.Recovery);
                if (a.Domains.Count != 0)
                    _broken.Add("the killed migration's target is on host A");
                bool running = b.Domains.SingleOrDefault() is { State: DomainState.Running };
                if (!running)
                    _broken.Add($"the source does not run: {b.Domains.SingleOrDefault()?.State.ToString() ?? "it is gone"}");
                else if (!await console.WaitForTicksAsync(ticks, tickLimit, cancellationToken).ConfigureAwait(false))
                    _broken.Add("the source's guest does not count on");
                await Sweep.DestroyAsync(a).ConfigureAwait(false);
                await Sweep.DestroyAsync(b).ConfigureAwait(false);
                return running && _broken.Count == 0;
            }
        }
    }

    private void Show(string host, RecoveryReport report)
    {
        foreach (RecoveredDomain domain in report.Domains)
            view.Recovered(host, domain.Description);
        foreach (MigrationResolution migration in report.Migrations)
        {
            view.Recovered(host, migration.Message);
            if (migration.Outcome is not (MigrationOutcome.SourceRestored or MigrationOutcome.TargetAborted))
                _broken.Add($"recovery on host {host} made {migration.Outcome} of the killed migration: {migration.Message}");
        }

        foreach (string damaged in report.Damaged)
            _broken.Add($"recovery on host {host} found something damaged: {damaged}");
    }
}
