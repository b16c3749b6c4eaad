using VirtCore.Host;
using VirtCore.Migration;

namespace VirtCore.Qemu;

/// <summary>
/// A target whose host is open elsewhere: its records and its guard can be asked, but only its own host runs or removes it.
/// </summary>
internal sealed class PeerMigrationTarget(DomainLocator peer, Guid id) : IMigrationTarget
{
    public string Locator { get; } = peer.ToString();

    // Recovery asks; it does not watch.
    public Task<string> Lost { get; } = new TaskCompletionSource<string>().Task;

    public ValueTask<MigrationDecision> ResolveAsync(Guid migration, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(peer.StateDirectory))
            return ValueTask.FromResult(MigrationDecision.Unreachable);
        using MigrationRecords records = MigrationRecords.Open(peer.StateDirectory);
        return TargetDecision.ResolveAsync(records, peer.StateDirectory, peer.DomainName, migration, cancellationToken);
    }

    public ValueTask<MigrationRecord?> ReadRecordAsync(Guid migration, CancellationToken cancellationToken)
    {
        if (!Directory.Exists(peer.StateDirectory))
            throw new IOException($"The target's state directory \"{peer.StateDirectory}\" is not there.");
        using MigrationRecords records = MigrationRecords.Open(peer.StateDirectory);
        return ValueTask.FromResult(records.Read(migration, MigrationSide.Target));
    }

    public async ValueTask RemoveRecordAsync(Guid migration, CancellationToken cancellationToken)
    {
        using MigrationRecords records = MigrationRecords.Open(peer.StateDirectory);
        await records.RemoveAsync(migration, MigrationSide.Target).ConfigureAwait(false);
    }

    public async ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken)
    {
        string directory = DomainDirectory.PathOf(peer.StateDirectory, peer.DomainName);
        if (DomainDirectory.ReadMigration(directory) != id)
            return false;
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(directory, cancellationToken).ConfigureAwait(false);
        if (process is null)
            return false;
        await using (process.ConfigureAwait(false))
            return !process.Exited.IsCompleted;
    }

    // Called for what was aborted, and so is dead.
    public ValueTask DiscardAsync(CancellationToken cancellationToken)
    {
        DomainDirectory.DeleteMigration(peer.StateDirectory, peer.DomainName, id);
        return ValueTask.CompletedTask;
    }

    public ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken) => throw NotOurs();

    public ValueTask<MigrationChannel> PrepareAsync(MigrationOffer offer, MigrationOptions options, CancellationToken cancellationToken) => throw NotOurs();

    public ValueTask WaitForIncomingAsync(CancellationToken cancellationToken) => throw NotOurs();

    public ValueTask<bool> CommitAsync(Guid migration, CancellationToken cancellationToken) => throw NotOurs();

    public ValueTask<DateTimeOffset?> StartAsync(bool run, CancellationToken cancellationToken) => throw NotOurs();

    private IOException NotOurs() => new($"The target's host with state directory \"{peer.StateDirectory}\" is open elsewhere; it finishes this itself.");
}
