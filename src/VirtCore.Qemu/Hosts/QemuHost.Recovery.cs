using System.Collections.Concurrent;
using VirtCore.Host;
using VirtCore.Migration;
using VirtCore.Qmp;

namespace VirtCore.Qemu;

public sealed partial class QemuHost
{
    private static readonly TimeSpan s_guardTimeout = TimeSpan.FromSeconds(10);

    private static readonly MigrationSide[] s_sides = [MigrationSide.Target, MigrationSide.Source];

    private readonly ConcurrentDictionary<Guid, bool> _pending = new();
    private readonly SemaphoreSlim _resolving = new(1, 1);
    private Task _retries = Task.CompletedTask;

    /// <summary>Asks again about the migrations that are still undecided. The host does so by itself at every retry interval too.</summary>
    /// <returns>What is known now of each of them.</returns>
    public async ValueTask<IReadOnlyList<MigrationResolution>> ResolveMigrationsAsync(CancellationToken cancellationToken = default)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        await _resolving.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            // Only those: a migration that is under way has records too, and they are its own.
            List<MigrationResolution> resolutions = [];
            foreach (Guid id in _pending.Keys)
            {
                foreach (MigrationSide side in s_sides)
                {
                    if (Records.Read(id, side) is { } record)
                        resolutions.Add(await ResolveAsync(record, cancellationToken).ConfigureAwait(false));
                }

                if (!resolutions.Any(r => r.Id == id && r.Outcome == MigrationOutcome.Pending))
                    _pending.TryRemove(id, out _);
            }

            return resolutions;
        }
        finally
        {
            _resolving.Release();
        }
    }

    private async ValueTask RecoverAsync(CancellationToken cancellationToken)
    {
        List<string> damaged = [];
        Records.RemoveTemporaries();
        IReadOnlyList<MigrationRecord> records = Records.ReadAll(damaged);
        HashSet<Guid> incoming = [.. records.Where(static r => r.Side == MigrationSide.Target).Select(static r => r.Id)];
        List<RecoveredDomain> domains = [];
        foreach (string path in Directory.EnumerateDirectories(Path.Combine(StateDirectory, "domains")).Order(StringComparer.Ordinal))
        {
            try
            {
                if (await RecoverDomainAsync(path, incoming, cancellationToken).ConfigureAwait(false) is { } domain)
                    domains.Add(domain);
            }
            catch (InvalidDataException e)
            {
                damaged.Add($"{path}: {e.Message}");
            }
        }

        List<MigrationResolution> migrations = [];
        foreach (MigrationRecord record in records.OrderByDescending(static r => r.Side)) // targets first: the sources' answers may lie with them
        {
            MigrationResolution resolution = await ResolveAsync(record, cancellationToken).ConfigureAwait(false);
            migrations.Add(resolution);
            if (resolution.Outcome == MigrationOutcome.Pending)
                Retry(record.Id);
        }

        Recovery = new RecoveryReport { Domains = domains, Migrations = migrations, Damaged = damaged };
    }

    // Null: the domain belongs to an incoming migration, whose resolution removes it.
    private async ValueTask<RecoveredDomain?> RecoverDomainAsync(string path, HashSet<Guid> incoming, CancellationToken cancellationToken)
    {
        string name = Path.GetFileName(path);
        DomainDirectory directory = DomainDirectory.Open(path);
        bool adopted = false;
        try
        {
            GuardStatus? status = await GuardRecord.ReadAsync(path, cancellationToken).ConfigureAwait(false);
            if (status?.Decision != GuardDecision.Committed)
            {
                // Its owner died before the start was finished, or it was tied to its owner: its guard has killed it, or is about to.
                if (DomainDirectory.ReadMigration(path) is { } migration && incoming.Contains(migration))
                    return null;
                await GuardRecord.ResolveAsync(path, Guid.NewGuid(), s_guardTimeout, cancellationToken).ConfigureAwait(false);
                DomainDirectory.Delete(path);
                return new RecoveredDomain(name, RecoveredDomainOutcome.Removed, $"Domain \"{name}\" was tied to a process that has ended; it is gone.");
            }

            DomainFile file = directory.ReadFile();
            QemuProcess? process = await QemuProcess.AdoptAsync(Options, name, directory, cancellationToken).ConfigureAwait(false);
            if (process is null || file.AutoDestroy)
            {
                string end = process is null ? await DescribeEndAsync(path, cancellationToken).ConfigureAwait(false) : "was to die with its owner";
                if (process is not null)
                    await process.KillAsync().ConfigureAwait(false);
                DomainDirectory.Delete(path);
                return new RecoveredDomain(
                    name, process is null ? RecoveredDomainOutcome.Ended : RecoveredDomainOutcome.Removed, $"Domain \"{name}\" {end}; it is gone.");
            }

            MachineStatus run = await process.Monitor.QueryStatusAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            Add(file, directory, process, run.Running ? DomainState.Running : DomainState.Paused);
            adopted = true;
            return new RecoveredDomain(name, RecoveredDomainOutcome.Adopted, $"Domain \"{name}\" is {(run.Running ? "running" : "paused")}.");
        }
        catch (Exception e) when (e is TimeoutException or QemuProcessException or GuardLostException or QmpDisconnectedException)
        {
            return new RecoveredDomain(name, RecoveredDomainOutcome.Unreachable, $"Domain \"{name}\" is left alone: {e.Message}");
        }
        finally
        {
            if (!adopted)
                directory.Dispose();
        }
    }

    private static async ValueTask<string> DescribeEndAsync(string path, CancellationToken cancellationToken)
    {
        // The guard is dead. Where it did not live to write how its process ended, the process may still be on its way out.
        GuardStatus? status = await GuardRecord.ReadAsync(path, cancellationToken).ConfigureAwait(false);
        if (status?.Exit is { } exit)
            return exit.ToString();
        if (status?.DecisionId is { } id)
            await GuardRecord.ResolveAsync(path, id, s_guardTimeout, cancellationToken).ConfigureAwait(false);
        return "ended with its guard";
    }

    private async ValueTask<MigrationResolution> ResolveAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        if (record.Side == MigrationSide.Source)
            return await ResolveSourceAsync(record, cancellationToken).ConfigureAwait(false);
        using var target = new QemuMigrationTarget(this, record.DomainName);
        target.Adopt(record.Id);
        return await MigrationRecovery.ResolveTargetAsync(record, target, cancellationToken).ConfigureAwait(false);
    }

    // Whoever can open the target's state directory recovers it on the way; else its own host is alive, and its files and guard are asked.
    private async ValueTask<MigrationResolution> ResolveSourceAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        QemuDomain? domain = TryGetDomain(record.DomainName, out QemuDomain? found) && found.Definition.Uuid == record.DomainUuid ? found : null;
        var source = new QemuMigrationSource(this, record.DomainName, domain);
        if (!DomainLocator.TryParse(record.Peer, out DomainLocator peer))
            throw new InvalidDataException($"Migration {record.Id} names a target that this version cannot find: \"{record.Peer}\".");
        QemuHost? opened = await TryOpenPeerAsync(peer.StateDirectory, cancellationToken).ConfigureAwait(false);
        if (opened is null)
            return await MigrationRecovery.ResolveSourceAsync(record, source, new PeerMigrationTarget(peer, record.Id), cancellationToken).ConfigureAwait(false);
        await using (opened.ConfigureAwait(false))
        {
            using var target = new QemuMigrationTarget(opened, peer.DomainName);
            target.Adopt(record.Id);
            return await MigrationRecovery.ResolveSourceAsync(record, source, target, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<QemuHost?> TryOpenPeerAsync(string stateDirectory, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(stateDirectory))
            return null;
        try
        {
            return await OpenAsync(Options with { StateDirectory = stateDirectory }, cancellationToken).ConfigureAwait(false);
        }
        catch (InvalidOperationException)
        {
            return null; // it is open: its own host recovers it
        }
    }

    // Starts to ask again about a migration until it is resolved.
    private void Retry(Guid id)
    {
        _pending[id] = true;
        lock (_pending)
        {
            if (_retries.IsCompleted)
                _retries = RetryAsync();
        }
    }

    /// <summary>Removes the records of the migration that a domain was to leave by, on both sides as far as they can be reached.</summary>
    internal async ValueTask ForgetMigrationAsync(QemuDomain domain)
    {
        await _resolving.WaitAsync().ConfigureAwait(false);
        try
        {
            foreach (MigrationRecord record in Records.ReadAll(damaged: []))
            {
                if (record.Side != MigrationSide.Source || record.DomainUuid != domain.Definition.Uuid)
                    continue;
                if (DomainLocator.TryParse(record.Peer, out DomainLocator peer) && Directory.Exists(peer.StateDirectory))
                    await new PeerMigrationTarget(peer, record.Id).RemoveRecordAsync(record.Id, CancellationToken.None).ConfigureAwait(false);
                await Records.RemoveAsync(record.Id, MigrationSide.Source).ConfigureAwait(false);
                _pending.TryRemove(record.Id, out _);
            }
        }
        finally
        {
            _resolving.Release();
        }
    }

    private async Task RetryAsync()
    {
        using var timer = new PeriodicTimer(Options.RetryInterval, Options.Time);
        try
        {
            while (!_pending.IsEmpty && await timer.WaitForNextTickAsync(_closing.Token).ConfigureAwait(false))
                await ResolveMigrationsAsync(_closing.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ObjectDisposedException)
        {
            // The host is being closed.
        }
    }
}
