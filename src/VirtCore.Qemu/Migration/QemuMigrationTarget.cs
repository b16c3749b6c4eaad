using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Migration;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

/// <summary>The target's side: a domain that is to arrive on this host, or that recovery has found there.</summary>
internal sealed class QemuMigrationTarget : IMigrationTarget, IDisposable
{
    private static readonly TimeSpan s_eventGrace = TimeSpan.FromMilliseconds(100);

    private readonly TaskCompletionSource<string> _lost = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly QemuHost _host;
    private readonly string _domainName;
    private QemuDomain? _domain;
    private QmpEventSubscription? _events;
    private Guid _id;
    private bool _committed;

    public QemuMigrationTarget(QemuHost host, string domainName)
    {
        _host = host;
        _domainName = domainName;
        Locator = new DomainLocator(host.StateDirectory, domainName).ToString();
    }

    public string Locator { get; }

    public Task<string> Lost => _lost.Task;

    private QemuDomain Domain => _domain ?? throw new InvalidOperationException("The target has not been prepared.");

    /// <summary>Takes up what an earlier process has left: the domain that was adopted, if its process lives.</summary>
    public void Adopt(Guid id)
    {
        _id = id;
        if (_host.TryGetDomain(_domainName, out QemuDomain? domain) && domain.Migration == id)
        {
            _committed = domain.Process.Process.Lifeline.State == LifelineState.Committed;
            Watch(domain);
        }
    }

    public ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken) => new(_host.Records.WriteAsync(record, cancellationToken));

    public ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken) => new(_host.Records.RemoveAsync(id, MigrationSide.Target));

    public ValueTask<MigrationRecord?> ReadRecordAsync(Guid id, CancellationToken cancellationToken) =>
        new(_host.Records.Read(id, MigrationSide.Target));

    public async ValueTask<MigrationChannel> PrepareAsync(MigrationOffer offer, MigrationOptions options, CancellationToken cancellationToken)
    {
        _id = offer.Id;
        QemuDomain domain = await _host.LaunchAsync(DomainFile.From(offer.Definition, offer.AutoDestroy, offer.Id), cancellationToken).ConfigureAwait(false);
        Watch(domain);
        try
        {
            QmpClient monitor = domain.Monitor;
            _events = monitor.Subscribe(QmpEvents.Migration);
            (SafeSocketDescriptor source, SafeSocketDescriptor target) = UnixSocket.StreamPair();
            using (target)
            {
                try
                {
                    // In one go: QEMU takes them in order, and nothing comes through the stream before all have been taken.
                    await Task.WhenAll(
                        monitor.MigrateSetCapabilitiesAsync([new("events", true), new("late-block-activate", true)], cancellationToken: cancellationToken).AsTask(),
                        monitor.GetFdAsync(MigrationStream.DescriptorName, target, cancellationToken: cancellationToken).AsTask(),
                        monitor.MigrateIncomingAsync(MigrationStream.Uri, cancellationToken: cancellationToken).AsTask()).ConfigureAwait(false);
                    return new MigrationChannel(source);
                }
                catch
                {
                    source.Dispose();
                    throw;
                }
            }
        }
        catch
        {
            await domain.DestroyAsync().ConfigureAwait(false);
            throw;
        }
    }

    public async ValueTask WaitForIncomingAsync(CancellationToken cancellationToken)
    {
        QmpEventSubscription events = _events ?? throw new InvalidOperationException("The target has not been prepared.");
        await foreach (QmpEvent change in events.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            _ = change.TryGetMigrationStatus(out MigrationStatus status);
            switch (status)
            {
                case MigrationStatus.Completed:
                    return;
                case MigrationStatus.Failed or MigrationStatus.Cancelled:
                    throw await MigrationStream.DescribeFailureAsync(Domain.Monitor, "target", cancellationToken).ConfigureAwait(false);
                default:
                    break; // setup, active: under way
            }
        }

        throw await Domain.Process.ExplainAsync(new QmpDisconnectedException(await Domain.Monitor.Disconnected.ConfigureAwait(false))).ConfigureAwait(false);
    }

    public async ValueTask<bool> CommitAsync(Guid id, CancellationToken cancellationToken) =>
        _committed = await Domain.Process.Process.Lifeline.CommitAsync(id, cancellationToken).ConfigureAwait(false);

    public async ValueTask<DateTimeOffset?> StartAsync(bool run, CancellationToken cancellationToken)
    {
        QemuDomain domain = Domain;
        if (!_committed)
            throw new InvalidOperationException($"The target of domain \"{_domainName}\" may not run: it has not been committed.");
        DateTimeOffset? startedAt = null;
        if (run)
        {
            using QmpEventSubscription events = domain.Monitor.Subscribe(QmpEvents.Resume);
            await domain.Monitor.ContAsync(cancellationToken: cancellationToken).ConfigureAwait(false);

            startedAt = await ReadResumeAsync(events, cancellationToken).ConfigureAwait(false);
        }

        if (domain.AutoDestroy)
            await domain.Process.Process.Lifeline.ArmAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
        domain.SetState(run ? DomainState.Running : DomainState.Paused);
        return startedAt;
    }

    public async ValueTask<MigrationDecision> ResolveAsync(Guid id, CancellationToken cancellationToken)
    {
        MigrationDecision decision = await TargetDecision.ResolveAsync(_host.Records, _host.StateDirectory, _domainName, id, cancellationToken)
            .ConfigureAwait(false);
        _committed |= decision == MigrationDecision.Committed;
        return decision;
    }

    public ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(_domain is { State: not DomainState.ShutOff });

    public async ValueTask DiscardAsync(CancellationToken cancellationToken)
    {
        if (_domain is { } domain)
            await domain.DestroyAsync().ConfigureAwait(false);
        DomainDirectory.DeleteMigration(_host.StateDirectory, _domainName, _id);
    }

    public void Dispose() => _events?.Dispose();

    // RESUME is sent before the answer to cont. A guest that was running already sends none.
    private static async ValueTask<DateTimeOffset?> ReadResumeAsync(QmpEventSubscription events, CancellationToken cancellationToken)
    {
        try
        {
            QmpEvent resumed = await events.ReadAsync(s_eventGrace, cancellationToken).ConfigureAwait(false);
            return resumed.Timestamp;
        }
        catch (TimeoutException)
        {
            return null;
        }
    }

    private void Watch(QemuDomain domain)
    {
        _domain = domain;
        _ = ForwardLossAsync(domain);
    }

    private async Task ForwardLossAsync(QemuDomain domain) =>
        _lost.TrySetResult(await DomainLoss.DescribeAsync("target", domain).ConfigureAwait(false));
}
