using System.Collections.Concurrent;
using VirtCore.Migration;

namespace VirtCore.Qemu;

public sealed partial class QemuHost
{
    private readonly ConcurrentDictionary<Task, bool> _migrations = new();

    /// <summary>
    /// Live-migrates a domain of this host to another one, through libvirt's five phases. When it returns, the guest runs on the target (or is
    /// paused there, if it was paused here) and the source's QEMU is gone.
    /// </summary>
    /// <remarks>
    /// Whoever dies in the middle, this process included: at most one copy runs, no QEMU is left behind, and the next <see cref="OpenAsync"/> of either
    /// state directory resolves what is unfinished. Cancelling is honoured until the target is committed; from there the migration completes.
    /// </remarks>
    /// <param name="domain">A running or paused domain of this host.</param>
    /// <param name="target">Where it goes: a host with a state directory of its own.</param>
    /// <param name="options">Rates and deadlines.</param>
    /// <param name="progress">Hears the start of every phase, and figures ten times a second while memory is streamed.</param>
    /// <param name="cancellationToken">Cancels it.</param>
    /// <exception cref="MigrationException">It failed; the exception says in which phase, why, and who has the guest.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled; the guest is on the source, in its run state from before.</exception>
    public ValueTask<MigrationReport> MigrateAsync(
        QemuDomain domain, QemuHost target, MigrationOptions? options = null, IProgress<MigrationProgress>? progress = null,
        CancellationToken cancellationToken = default) =>
        MigrateAsync(domain, target, options, progress, static (source, incoming) => (source, incoming), cancellationToken);

    /// <summary>The same through ports of the caller's: a test stands between the engine and the driver.</summary>
    internal async ValueTask<MigrationReport> MigrateAsync(
        QemuDomain domain, QemuHost target, MigrationOptions? options, IProgress<MigrationProgress>? progress,
        Func<IMigrationSource, IMigrationTarget, (IMigrationSource Source, IMigrationTarget Target)> through, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(target);
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (domain.Host != this)
            throw new ArgumentException($"Domain \"{domain.Name}\" is not on this host.", nameof(domain));
        if (target == this)
            throw new ArgumentException($"Domain \"{domain.Name}\" is on this host already; a migration goes to another.", nameof(target));

        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _closing.Token, target._closing.Token);
        using var incoming = new QemuMigrationTarget(target, domain.Name);
        (IMigrationSource Source, IMigrationTarget Target) ports = through(new QemuMigrationSource(this, domain.Name, domain), incoming);
        Task<MigrationReport> migration = new MigrationEngine(Options.Time)
            .RunAsync(ports.Source, ports.Target, options ?? new MigrationOptions(), progress, cancel.Token)
            .AsTask();
        _migrations[migration] = target._migrations[migration] = true;
        try
        {
            return await migration.ConfigureAwait(false);
        }
        catch (MigrationException e) when (e.Survivor is not MigrationSurvivor.Nobody)
        {
            // Where records are left, there is something left to do; where there are none, asking again ends at once.
            target.Retry(e.Id);
            Retry(e.Id);
            throw;
        }
        finally
        {
            _migrations.TryRemove(migration, out _);
            target._migrations.TryRemove(migration, out _);
        }
    }

    // A migration that was told to end does so by itself: it is cancelled, or, past its decision, completes.
    private async ValueTask EndMigrationsAsync()
    {
        foreach (Task migration in _migrations.Keys)
            await migration.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
