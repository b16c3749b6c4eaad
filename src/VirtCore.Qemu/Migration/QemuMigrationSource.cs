using VirtCore.Migration;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>The source's side: a domain of this host that is to leave it, or what recovery has found of it.</summary>
internal sealed class QemuMigrationSource : IMigrationSource
{
    private static readonly TimeSpan s_progressInterval = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_settleInterval = TimeSpan.FromMilliseconds(10);

    private readonly QemuHost _host;
    private readonly QemuDomain? _domain;

    /// <param name="host">The source's host.</param>
    /// <param name="domainName">The domain's name.</param>
    /// <param name="domain">The domain, or null when its process is dead: records can still be kept then.</param>
    public QemuMigrationSource(QemuHost host, string domainName, QemuDomain? domain)
    {
        _host = host;
        _domain = domain;
        Locator = new DomainLocator(host.StateDirectory, domainName).ToString();
        Lost = domain is null ? Task.FromResult($"source: the QEMU of domain \"{domainName}\" is gone") : DomainLoss.DescribeAsync("source", domain);
    }

    public string Locator { get; }

    public Task<string> Lost { get; }

    private QemuDomain Domain => _domain ?? throw new InvalidOperationException(Lost.Result);

    private QmpClient Monitor => Domain.Monitor;

    public async ValueTask<MigrationOffer> BeginAsync(Guid id, CancellationToken cancellationToken)
    {
        QemuDomain domain = Domain;
        if (!domain.TryBeginMigration())
            throw new InvalidOperationException($"Domain \"{domain.Name}\" is being migrated already.");
        try
        {
            if (domain.State is not (DomainState.Running or DomainState.Paused))
                throw new InvalidOperationException($"Domain \"{domain.Name}\" is {domain.State}; only a running or a paused one can be migrated.");

            // Asked in one go: QEMU answers in order, and each wait for an answer costs as much as the answer.
            Task<MachineStatus> asksStatus = Monitor.QueryStatusAsync(cancellationToken: cancellationToken).AsTask();
            Task<MigrationInfo> asksMigration = Monitor.QueryMigrateAsync(cancellationToken: cancellationToken).AsTask();
            Task<string> asksMachine = AskMachineAsync(domain, cancellationToken);
            await Task.WhenAll(asksStatus, asksMigration, asksMachine).ConfigureAwait(false);
            MachineStatus status = await asksStatus.ConfigureAwait(false);
            MigrationInfo migration = await asksMigration.ConfigureAwait(false);
            string machine = await asksMachine.ConfigureAwait(false);
            if (migration.BlockedReasons is { Count: > 0 } reasons)
                throw new InvalidOperationException($"Domain \"{domain.Name}\" cannot be migrated: {string.Join("; ", reasons)}.");
            return new MigrationOffer
            {
                Id = id,
                Definition = domain.Definition with { Machine = machine },
                WasRunning = status.Running,
                SourceLocator = Locator,
                AutoDestroy = domain.AutoDestroy,
            };
        }
        catch
        {
            domain.EndMigration();
            throw;
        }
    }

    public ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken) =>
        new(_host.Records.WriteAsync(record, cancellationToken));

    public ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken) =>
        new(_host.Records.RemoveAsync(id, MigrationSide.Source));

    public async ValueTask<DateTimeOffset?> PerformAsync(
        MigrationChannel channel, MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        try
        {
            return await StreamAsync(channel, options, progress, cancellationToken).ConfigureAwait(false);
        }
        catch (QmpDisconnectedException e)
        {
            throw await Domain.Process.ExplainAsync(e).ConfigureAwait(false);
        }
    }

    private async ValueTask<DateTimeOffset?> StreamAsync(
        MigrationChannel channel, MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        using (channel)
        {
            using QmpEventSubscription events = Monitor.Subscribe(QmpEvents.Migration, QmpEvents.Stop);

            // In one go, and the stream only when all three have been taken.
            await Task.WhenAll(
                Monitor.MigrateSetCapabilitiesAsync([new("events", true), new("pause-before-switchover", true)], cancellationToken: cancellationToken).AsTask(),
                Monitor.MigrateSetParametersAsync(ParametersOf(options), cancellationToken: cancellationToken).AsTask(),
                Monitor.GetFdAsync(MigrationStream.DescriptorName, channel.Socket, cancellationToken: cancellationToken).AsTask()).ConfigureAwait(false);
            await Monitor.MigrateAsync(MigrationStream.Uri, cancellationToken: cancellationToken).ConfigureAwait(false);

            // QEMU has its own copy: when QEMU dies, the target must see the stream end.
            channel.Dispose();
            return await FollowAsync(events, progress, cancellationToken).ConfigureAwait(false);
        }
    }

    // QEMU says "completed" a moment before it calculates the downtime and enters the run state "postmigrate", both at once under its big lock. It
    // sends no event for that; it is done by the time of the first or the second answer. It answers in order, so figures that come after
    // that state are whole.
    public async ValueTask<MigrationStreamStatistics> ReadStatisticsAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task<MachineStatus> asksStatus = Monitor.QueryStatusAsync(cancellationToken: cancellationToken).AsTask();
            Task<MigrationInfo> asksMigration = Monitor.QueryMigrateAsync(cancellationToken: cancellationToken).AsTask();
            await Task.WhenAll(asksStatus, asksMigration).ConfigureAwait(false);
            MachineStatus status = await asksStatus.ConfigureAwait(false);
            if (status.State == RunState.PostMigrate)
                return MigrationStream.ToStatistics(await asksMigration.ConfigureAwait(false));
        }
    }

    public async ValueTask RestoreAsync(bool running, CancellationToken cancellationToken)
    {
        using QmpEventSubscription events = Monitor.Subscribe(QmpEvents.Migration, QmpEvents.Resume);
        MigrationInfo info = await Monitor.QueryMigrateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        if (MigrationStream.IsUnderWay(info.Status))
        {
            await Monitor.MigrateCancelAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            await MigrationStream.WaitForEndAsync(Monitor, events, cancellationToken).ConfigureAwait(false);
        }

        MachineStatus status = await SettleAsync(events, cancellationToken).ConfigureAwait(false);
        if (running && !status.Running)
            await Monitor.ContAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        Domain.SetState(running ? DomainState.Running : DomainState.Paused);
    }

    public ValueTask DiscardAsync(CancellationToken cancellationToken) => _domain?.DestroyAsync() ?? ValueTask.CompletedTask;

    public ValueTask MarkUndecidedAsync(CancellationToken cancellationToken)
    {
        _domain?.SetState(DomainState.MigrationUndecided);
        return ValueTask.CompletedTask;
    }

    public void End() => _domain?.EndMigration();

    // A machine type such as "q35" is an alias of the newest one that this QEMU has. The target, which may be another version, is given what the
    // guest really sees. A domain that has arrived by a migration was started with that.
    private async Task<string> AskMachineAsync(QemuDomain domain, CancellationToken cancellationToken)
    {
        if (domain.Migration is not null)
            return domain.Definition.Machine;
        const string Suffix = "-machine";
        string type = await Monitor.QomGetStringAsync("/machine", "type", cancellationToken).ConfigureAwait(false);
        return type.EndsWith(Suffix, StringComparison.Ordinal) ? type[..^Suffix.Length] : type;
    }

    private static MigrationParameters ParametersOf(MigrationOptions options) => new()
    {
        MaxBandwidthBytes = options.MaxBytesPerSecond == 0 ? long.MaxValue : options.MaxBytesPerSecond,
        DowntimeLimit = options.DowntimeLimit,
    };

    // Waits on QEMU's events; figures are polled only for those who want to see them.
    private async ValueTask<DateTimeOffset?> FollowAsync(
        QmpEventSubscription events, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        using var reporting = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task reports = progress is null ? Task.CompletedTask : ReportAsync(progress, reporting.Token);
        DateTimeOffset? stoppedAt = null;
        try
        {
            await foreach (QmpEvent change in events.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                if (change.Name == QmpEvents.Stop)
                {
                    stoppedAt = change.Timestamp;
                    continue;
                }

                _ = change.TryGetMigrationStatus(out MigrationStatus status);
                switch (status)
                {
                    case MigrationStatus.PreSwitchover:
                        await Monitor.MigrateContinueAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                        break;
                    case MigrationStatus.Completed:
                        return stoppedAt;
                    case MigrationStatus.Failed or MigrationStatus.Cancelled or MigrationStatus.Cancelling:
                        throw await MigrationStream.DescribeFailureAsync(Monitor, "source", cancellationToken).ConfigureAwait(false);
                    default:
                        break; // setup, active, device: under way
                }
            }
        }
        finally
        {
            await reporting.CancelAsync().ConfigureAwait(false);
            await reports.ConfigureAwait(false);
        }

        throw new QmpDisconnectedException(await Monitor.Disconnected.ConfigureAwait(false));
    }

    // A stream that failed at its end is "failed" a moment before QEMU has left finish-migrate, where it refuses cont. It then resumes the guest by
    // itself, with an event, or stops for good, without one.
    private async ValueTask<MachineStatus> SettleAsync(QmpEventSubscription events, CancellationToken cancellationToken)
    {
        while (true)
        {
            MachineStatus status = await Monitor.QueryStatusAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            if (status.State != RunState.FinishMigrate)
                return status;
            try
            {
                await events.ReadAsync(s_settleInterval, cancellationToken).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                // No event: look again.
            }
        }
    }

    private async Task ReportAsync(IProgress<MigrationProgress> progress, CancellationToken cancellationToken)
    {
        TimeProvider time = _host.Options.Time;
        long start = time.GetTimestamp();
        using var timer = new PeriodicTimer(s_progressInterval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(cancellationToken).ConfigureAwait(false))
            {
                MigrationInfo info = await Monitor.QueryMigrateAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
                progress.Report(MigrationStream.ToProgress(info, time.GetElapsedTime(start)));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or QmpDisconnectedException or TimeoutException)
        {
            // Figures are a courtesy: whatever is wrong, the migration itself says so.
        }
    }
}
