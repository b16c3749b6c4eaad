namespace VirtCore.Migration;

/// <summary>From the decision on: forward, whatever happens to the source and whatever the caller wants by now.</summary>
internal sealed partial class MigrationRun
{
    // The deadline starts anew at the commit: before it there is a way back, after it only forward.
    private async ValueTask<DateTimeOffset?> StartAsync()
    {
        using var watch = new PhaseWatch(_time, MigrationPhase.Finish, _options.FinishTimeout, null, _target.Lost, default);
        Task reading = ReadStatisticsAsync().AsTask();
        try
        {
            // When the commit's answer was lost something is wrong over there, and Lost may lag behind: a target that is known to be dead
            // before Starting is recorded has never run, and the source may have its guest back.
            if (_answerWasLost && !await watch.RunAsync(_target.IsAliveAsync).ConfigureAwait(false))
                throw new PhaseFailedException(MigrationPhase.Finish, PhaseEnd.TargetLost, "the target died before it could be started.", null);
            await watch.RunAsync(token => _target.WriteRecordAsync(Record(MigrationSide.Target, MigrationStep.Starting), token)).ConfigureAwait(false);
        }
        catch (PhaseFailedException failure)
        {
            // The record keeps recovery from resuming the source; a dead source cannot be resumed, and its guest is worth a start without.
            if (!_source.Lost.IsCompleted || _target.Lost.IsCompleted || failure.End == PhaseEnd.TargetLost)
            {
                await reading.ConfigureAwait(false);
                throw await TakeBackAsync(failure).ConfigureAwait(false);
            }
        }
        try
        {
            DateTimeOffset? startedAt = await watch.RunAsync(token => _target.StartAsync(_offer.WasRunning, token), mayHaveDied: true).ConfigureAwait(false);
            await reading.ConfigureAwait(false);
            return startedAt;
        }
        catch (PhaseFailedException failure)
        {
            await reading.ConfigureAwait(false);
            throw await LeaveAsync(failure, _target.Lost.IsCompleted ? MigrationSurvivor.Nobody : MigrationSurvivor.Target).ConfigureAwait(false);
        }
    }

    // While the target is started, as the source has nothing else to do then. One that died cannot tell, and a report without figures is no failure.
    private async ValueTask ReadStatisticsAsync()
    {
        if (!_source.Lost.IsCompleted)
            await AttemptAsync("the figures", async token => _stream = await _source.ReadStatisticsAsync(token).ConfigureAwait(false)).ConfigureAwait(false);
    }

    // Who removes what: the target's record, which holds a later recovery of the source back
    // from resuming it, goes only after Confirmed; the source's goes last, as it is the only memory that the target's has to go.
    private async ValueTask ConfirmAsync()
    {
        Enter(MigrationPhase.Confirm, _options.ConfirmTimeout, null, null, default).Dispose();
        if (_target.Lost.IsCompleted)
        {
            var died = new PhaseFailedException(MigrationPhase.Confirm, PhaseEnd.TargetLost, $"the target died after its start: {_target.Lost.Result}.", null);
            throw await LeaveAsync(died, MigrationSurvivor.Nobody).ConfigureAwait(false);
        }

        // The source's process takes its time to end, so its record is written meanwhile. It goes also without that: the target's record answers
        // for the migration as long as it stands. With it, the target's has done its duty.
        Task<string?> recording = AttemptAsync(
            "the source's record", token => _source.WriteRecordAsync(Record(MigrationSide.Source, MigrationStep.Confirmed), token)).AsTask();
        Task<string?> discarding = AttemptAsync("the source's copy", _source.DiscardAsync).AsTask();
        string? unrecorded = await recording.ConfigureAwait(false);
        string? unremoved = unrecorded
            ?? await AttemptAsync("the target's record", token => _target.RemoveRecordAsync(_id, token)).ConfigureAwait(false);
        string? undiscarded = await discarding.ConfigureAwait(false);
        string? left = unrecorded ?? undiscarded ?? unremoved;
        if (left is not null)
        {
            // The target's record stays behind a guest that its user may pause from now on.
            await AttemptAsync(
                "the target's record", token => _target.WriteRecordAsync(Record(MigrationSide.Target, MigrationStep.Started), token)).ConfigureAwait(false);
        }
        left ??= await AttemptAsync("the source's record", token => _source.RemoveRecordAsync(_id, token)).ConfigureAwait(false);
        if (left is null)
            return;
        var failure = new PhaseFailedException(
            MigrationPhase.Confirm, PhaseEnd.Refused, $"the migration has happened, but its end is left to recovery: {left}", null);
        if (undiscarded is not null)
            throw await LeaveAsync(failure, MigrationSurvivor.Target).ConfigureAwait(false);
        throw Fail(failure, MigrationSurvivor.Target);
    }
}
