namespace VirtCore.Migration;

public static partial class MigrationRecovery
{
    private static async ValueTask<MigrationResolution> ResolveSourceCoreAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        switch (record.Step)
        {
            case MigrationStep.Begin:
                // The guest was untouched, and nothing is asked: the target, if there was one, goes by its own record.
                await source.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
                return Resolved(record, MigrationOutcome.Forgotten, $"The migration of \"{record.DomainName}\" had not touched the guest yet.");
            case MigrationStep.Performing or MigrationStep.Performed:
                return await ResolveByTargetAsync(record, source, target, cancellationToken).ConfigureAwait(false);
            case MigrationStep.Aborted:
                return await RestoreAsync(record, source, target, cancellationToken).ConfigureAwait(false);
            case MigrationStep.Confirmed:
                return await DiscardAsync(record, source, target, cancellationToken).ConfigureAwait(false);
            default:
                throw new InvalidDataException($"A source's record never says {record.Step}.");
        }
    }

    private static async ValueTask<MigrationResolution> ResolveByTargetAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        MigrationDecision decision = await target.ResolveAsync(record.Id, cancellationToken).ConfigureAwait(false);
        if (decision == MigrationDecision.Unreachable)
            throw new IOException("the target's side does not answer, so nobody knows whether the guest runs there.");
        bool alive = decision == MigrationDecision.Committed && await target.IsAliveAsync(cancellationToken).ConfigureAwait(false);

        // Read last: whatever ran has recorded Starting before, so when the target is dead by now this tells for good. It also tells of a target
        // whose domain was destroyed by its user later on, its guard's decision with it.
        MigrationRecord? theirs = await target.ReadRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        if (alive)
        {
            theirs ??= record with { Side = MigrationSide.Target, Step = MigrationStep.Prepared, Peer = source.Locator };
            await RollForwardAsync(theirs, target, cancellationToken).ConfigureAwait(false);
            return await ConfirmAsync(record, source, target, cancellationToken).ConfigureAwait(false);
        }
        if (theirs?.Step == MigrationStep.Started)
            return await ConfirmAsync(record, source, target, cancellationToken).ConfigureAwait(false);
        // A decision without the record that precedes it: somebody removed it by hand, so the worst is assumed.
        if (theirs?.Step == MigrationStep.Starting || (decision == MigrationDecision.Committed && theirs is null))
            return await LeaveToUserAsync(record, source, target, cancellationToken).ConfigureAwait(false);

        if (!source.Lost.IsCompleted)
        {
            record = record with { Step = MigrationStep.Aborted };
            await source.WriteRecordAsync(record, cancellationToken).ConfigureAwait(false);
        }
        return await RestoreAsync(record, source, target, cancellationToken).ConfigureAwait(false);
    }

    private static async ValueTask<MigrationResolution> RestoreAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        bool lost = source.Lost.IsCompleted;
        if (!lost)
            await source.RestoreAsync(record.WasRunning, cancellationToken).ConfigureAwait(false);

        // The target can never run any more. Its own recovery would remove what is left as well, whether this source still has a record or not.
        await TryAsync(
            async token =>
            {
                await target.DiscardAsync(token).ConfigureAwait(false);
                await target.RemoveRecordAsync(record.Id, token).ConfigureAwait(false);
            },
            cancellationToken).ConfigureAwait(false);
        await source.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        return lost
            ? Resolved(record, MigrationOutcome.GuestLost, $"\"{record.DomainName}\" is lost: its source died before its migration was committed.")
            : Resolved(record, MigrationOutcome.SourceRestored, $"\"{record.DomainName}\" has not moved; it is on the source, {State(record)} as before.");
    }

    private static async ValueTask<MigrationResolution> ConfirmAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        record = record with { Step = MigrationStep.Confirmed };
        await source.WriteRecordAsync(record, cancellationToken).ConfigureAwait(false);
        return await DiscardAsync(record, source, target, cancellationToken).ConfigureAwait(false);
    }

    // The source's record goes last: it is the only memory that the target's has to go.
    private static async ValueTask<MigrationResolution> DiscardAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        await source.DiscardAsync(cancellationToken).ConfigureAwait(false);
        await target.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        await source.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        return Resolved(record, MigrationOutcome.SourceDiscarded, $"\"{record.DomainName}\" has moved to the target; the source's copy is gone.");
    }

    private static async ValueTask<MigrationResolution> LeaveToUserAsync(
        MigrationRecord record, IMigrationSource source, IMigrationTarget target, CancellationToken cancellationToken)
    {
        if (!source.Lost.IsCompleted)
        {
            await source.MarkUndecidedAsync(cancellationToken).ConfigureAwait(false);
            return Resolved(
                record, MigrationOutcome.SourceNeedsUser,
                $"\"{record.DomainName}\" was committed to the target and may have run there, and is dead. Its copy from before stays stopped on the source: resume or destroy it.");
        }
        await target.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        await source.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        return Resolved(record, MigrationOutcome.GuestLost, $"\"{record.DomainName}\" is lost: it was committed to the target, and both sides have died.");
    }

    private static string State(MigrationRecord record) => record.WasRunning ? "running" : "paused";
}
