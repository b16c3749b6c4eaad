namespace VirtCore.Migration;

public static partial class MigrationRecovery
{
    private static async ValueTask<MigrationResolution> ResolveTargetCoreAsync(
        MigrationRecord record, IMigrationTarget target, CancellationToken cancellationToken)
    {
        // The source's recovery may have been here since the record was read.
        MigrationRecord? current = await target.ReadRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        if (current is null)
            return Resolved(record, MigrationOutcome.Forgotten, $"The migration of \"{record.DomainName}\" was resolved by its source's side.");
        record = current;
        switch (record.Step)
        {
            case MigrationStep.Prepared:
                MigrationDecision decision = await target.ResolveAsync(record.Id, cancellationToken).ConfigureAwait(false);
                if (decision == MigrationDecision.Unreachable)
                    throw new IOException("the target's guard does not answer.");
                if (decision == MigrationDecision.Committed && await target.IsAliveAsync(cancellationToken).ConfigureAwait(false))
                    break;
                // Aborted, or dead before it was started: it has not run, and cannot any more.
                return await RemoveAsync(record, target, cancellationToken).ConfigureAwait(false);
            case MigrationStep.Aborted:
                return await RemoveAsync(record, target, cancellationToken).ConfigureAwait(false);
            case MigrationStep.Starting or MigrationStep.Started:
                if (await target.IsAliveAsync(cancellationToken).ConfigureAwait(false))
                    break;
                return Resolved(
                    record, MigrationOutcome.TargetDied, $"\"{record.DomainName}\" was committed to the target, may have run there, and is dead.");
            default:
                throw new InvalidDataException($"A target's record never says {record.Step}.");
        }
        await RollForwardAsync(record, target, cancellationToken).ConfigureAwait(false);
        return Resolved(record, MigrationOutcome.TargetStarted, $"\"{record.DomainName}\" has moved; it is on the target.");
    }

    // The decision goes with the directory and the record goes last, so whoever asks between finds the record, and after it the presumed abort.
    private static async ValueTask<MigrationResolution> RemoveAsync(MigrationRecord record, IMigrationTarget target, CancellationToken cancellationToken)
    {
        await target.DiscardAsync(cancellationToken).ConfigureAwait(false);
        await target.RemoveRecordAsync(record.Id, cancellationToken).ConfigureAwait(false);
        return Resolved(record, MigrationOutcome.TargetAborted, $"\"{record.DomainName}\" has not moved; what was prepared for it is gone.");
    }
}
