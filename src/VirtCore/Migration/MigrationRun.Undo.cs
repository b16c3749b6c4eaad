namespace VirtCore.Migration;

/// <summary>The edges back: what a failure leaves on which side.</summary>
internal sealed partial class MigrationRun
{
    private const string OldCopy = " It may have run there, so the source's copy from before stays stopped, for its user to resume or destroy.";

    // Only this engine sends the commit. So until it has, the target can no longer become committed once the engine gives up, whether the
    // target's side answers or not; from then on only the target's side knows.
    private async ValueTask SettleAsync(PhaseFailedException failure)
    {
        MigrationDecision decision = _targetAnnounced ? await AskAsync().ConfigureAwait(false) : MigrationDecision.Aborted;
        if (decision == MigrationDecision.Committed && _mayBeCommitted)
        {
            _answerWasLost = true;
            return;
        }
        if (decision == MigrationDecision.Aborted || (decision == MigrationDecision.Unreachable && !_mayBeCommitted))
            throw await UndoAsync(failure).ConfigureAwait(false);
        throw await LeaveAsync(failure, MigrationSurvivor.Undecided).ConfigureAwait(false);
    }

    private async ValueTask<MigrationDecision> AskAsync()
    {
        var decision = MigrationDecision.Unreachable;
        await AttemptAsync("the target", async token => decision = await _target.ResolveAsync(_id, token).ConfigureAwait(false)).ConfigureAwait(false);
        return decision;
    }

    // Committed but never started, so it has not run. It must be dead before the source has its guest back. The decision goes before the
    // record, which may say Starting although writing it failed, and both before the guest moves on: if this process dies on the way,
    // recovery finds an abort, or a target that may have run, but never a source that runs and is thought not to.
    private async ValueTask<Exception> TakeBackAsync(PhaseFailedException failure)
    {
        string? stays = await AttemptAsync("the target", _target.DiscardAsync).ConfigureAwait(false);
        if (stays is not null && !_target.Lost.IsCompleted && failure.End != PhaseEnd.TargetLost)
            return await LeaveAsync(failure, MigrationSurvivor.Undecided).ConfigureAwait(false);
        stays ??= await AttemptAsync("the target's record", token => _target.RemoveRecordAsync(_id, token)).ConfigureAwait(false);
        _targetAnnounced = stays is not null;
        return await UndoAsync(failure).ConfigureAwait(false);
    }

    // The target is dead or can never be committed. The guest comes first; the order of the rest does not matter, as each side's record is
    // resolved without the other's from here. A record of Aborted that cannot be written is no reason to leave the guest stopped: recovery
    // would ask the target's side and find the same.
    private async ValueTask<Exception> UndoAsync(PhaseFailedException failure)
    {
        string? unrestored = null;
        if (_performing && !_source.Lost.IsCompleted)
        {
            await AttemptAsync(
                "the source's record", token => _source.WriteRecordAsync(Record(MigrationSide.Source, MigrationStep.Aborted), token)).ConfigureAwait(false);
            unrestored = await AttemptAsync("the source", token => _source.RestoreAsync(_offer.WasRunning, token)).ConfigureAwait(false);
        }
        string? left = null;
        if (_targetAnnounced)
        {
            left = await AttemptAsync("the target", _target.DiscardAsync).ConfigureAwait(false)
                ?? await AttemptAsync("the target's record", token => _target.RemoveRecordAsync(_id, token)).ConfigureAwait(false);
        }
        // Also when something is left over there: a record that stayed would have a guest resumed that its user has paused meanwhile.
        if (unrestored is null || _source.Lost.IsCompleted)
        {
            string? stays = await AttemptAsync("the source's record", token => _source.RemoveRecordAsync(_id, token)).ConfigureAwait(false);
            left ??= stays;
        }
        return Outcome(failure, unrestored, left);
    }

    // Nobody may resume the source now but recovery or the user; both records stay for them.
    private async ValueTask<MigrationException> LeaveAsync(PhaseFailedException failure, MigrationSurvivor survivor)
    {
        if (!_source.Lost.IsCompleted)
            await AttemptAsync("the source", _source.MarkUndecidedAsync).ConfigureAwait(false);
        if (survivor == MigrationSurvivor.Nobody && !_source.Lost.IsCompleted)
            failure = new PhaseFailedException(failure.Phase, failure.End, failure.Message + OldCopy, failure.InnerException);
        return Fail(failure, survivor);
    }

    private Exception Outcome(PhaseFailedException failure, string? unrestored, string? left)
    {
        MigrationSurvivor survivor = _source.Lost.IsCompleted ? MigrationSurvivor.Nobody
            : unrestored is not null ? MigrationSurvivor.SourceUnrestored
            : MigrationSurvivor.Source;
        if (failure.End == PhaseEnd.Cancelled && survivor == MigrationSurvivor.Source && left is null)
            return new OperationCanceledException($"Migration {_id} was cancelled in {failure.Phase}. The guest is on the source.", failure.InnerException, _caller);
        string reason = failure.Message;
        if (unrestored is not null)
            reason += $" It could not be restored: {unrestored}";
        if (left is not null)
            reason += $" Something was left for recovery: {left}";
        return new MigrationException(_id, failure.Phase, survivor, reason, failure.InnerException);
    }

    private MigrationException Fail(PhaseFailedException failure, MigrationSurvivor survivor) =>
        new(_id, failure.Phase, survivor, failure.Message, failure.InnerException);

    // One step that must not keep the next one from being tried. Returns why it failed, or null.
    private async ValueTask<string?> AttemptAsync(string what, Func<CancellationToken, ValueTask> call)
    {
        using var deadline = new CancellationTokenSource(_options.ConfirmTimeout, _time);
        try
        {
            await call(deadline.Token).ConfigureAwait(false);
            return null;
        }
        catch (Exception) when (deadline.IsCancellationRequested)
        {
            return $"{what}: no answer within {_options.ConfirmTimeout.TotalSeconds:0.###} s.";
        }
        catch (Exception e)
        {
            return e.Message.EndsWith('.') ? $"{what}: {e.Message}" : $"{what}: {e.Message}.";
        }
    }
}
