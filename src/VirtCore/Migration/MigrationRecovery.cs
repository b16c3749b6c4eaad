namespace VirtCore.Migration;

/// <summary>Resolves what a dead controller has left, from the records of both sides.</summary>
/// <remarks>
/// <para>
/// Each side is resolved by itself, in either order, now or much later, and as often as anybody likes: every step can be repeated, and a
/// recovery that dies leaves what the next one needs. The caller keeps two recoveries, or a recovery and a live controller, of the same
/// side apart (by a lock on that side's state). The domain's job is the caller's too.
/// </para>
/// <para>
/// What could go wrong is a source that is resumed although its guest has run on the target. So a source is resumed only when its target
/// is dead and its target's record, read <em>after</em> that was known, does not say that it was about to start. For this the target's
/// record outlives the target's domain: it goes only when the target can never have run, or by the source's side after
/// <see cref="MigrationStep.Confirmed"/> is on disk.
/// </para>
/// </remarks>
public static partial class MigrationRecovery
{
    /// <summary>Resolves a source's record.</summary>
    /// <param name="record">The record as it was found.</param>
    /// <param name="source">The source; a dead one's <see cref="IMigrationSource.Lost"/> is completed.</param>
    /// <param name="target">The target that the record's <see cref="MigrationRecord.Peer"/> names.</param>
    /// <param name="cancellationToken">Leaves the rest to a later recovery.</param>
    /// <returns>What was done. A failure is no exception but <see cref="MigrationOutcome.Pending"/>, with the cause in the message.</returns>
    public static async ValueTask<MigrationResolution> ResolveSourceAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        Check(record, MigrationSide.Source);
        try
        {
            return await ResolveSourceCoreAsync(record, source, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            if (record.Step is MigrationStep.Performing or MigrationStep.Performed && !source.Lost.IsCompleted)
                await TryAsync(source.MarkUndecidedAsync, cancellationToken).ConfigureAwait(false);
            return Resolved(record, MigrationOutcome.Pending, $"Migration {record.Id} of \"{record.DomainName}\" is not resolved on the source yet: {e.Message}");
        }
    }

    /// <summary>Resolves a target's record.</summary>
    /// <param name="record">The record as it was found.</param>
    /// <param name="target">The target.</param>
    /// <param name="cancellationToken">Leaves the rest to a later recovery.</param>
    /// <returns>What was done. A failure is no exception but <see cref="MigrationOutcome.Pending"/>, with the cause in the message.</returns>
    public static async ValueTask<MigrationResolution> ResolveTargetAsync(
        MigrationRecord record, IMigrationTarget target, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(target);
        Check(record, MigrationSide.Target);
        try
        {
            return await ResolveTargetCoreAsync(record, target, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (!cancellationToken.IsCancellationRequested)
        {
            return Resolved(record, MigrationOutcome.Pending, $"Migration {record.Id} of \"{record.DomainName}\" is not resolved on the target yet: {e.Message}");
        }
    }

    private static void Check(MigrationRecord record, MigrationSide side)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record.Side != side)
            throw new ArgumentException($"Migration {record.Id}: it is the {record.Side}'s record, not the {side}'s.", nameof(record));
    }

    // Forward on the target: Starting before the CPUs may run, Started once they do. A guest that has been Started is its user's.
    private static async ValueTask RollForwardAsync(MigrationRecord record, IMigrationTarget target, CancellationToken cancellationToken)
    {
        if (record.Step == MigrationStep.Started)
            return;
        if (record.Step != MigrationStep.Starting)
            await target.WriteRecordAsync(record with { Step = MigrationStep.Starting }, cancellationToken).ConfigureAwait(false);
        await target.StartAsync(record.WasRunning, cancellationToken).ConfigureAwait(false);
        await target.WriteRecordAsync(record with { Step = MigrationStep.Started }, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask TryAsync(Func<CancellationToken, ValueTask> call, CancellationToken cancellationToken)
    {
        try
        {
            await call(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception) when (!cancellationToken.IsCancellationRequested)
        {
            // What this would have done is done by the other side's recovery, or by the next one.
        }
    }

    private static MigrationResolution Resolved(MigrationRecord record, MigrationOutcome outcome, string message) => new()
    {
        Id = record.Id,
        DomainName = record.DomainName,
        Side = record.Side,
        Outcome = outcome,
        Message = message,
    };
}
