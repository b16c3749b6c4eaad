namespace VirtCore.Migration;

/// <summary>One migration. The phases up to the decision; what follows it is in the other parts.</summary>
internal sealed partial class MigrationRun
{
    private readonly TimeProvider _time;
    private readonly IMigrationSource _source;
    private readonly IMigrationTarget _target;
    private readonly MigrationOptions _options;
    private readonly PhaseProgress _progress;
    private readonly CancellationToken _caller;
    private readonly Guid _id;
    private readonly long _start;
    private readonly long[] _entered = new long[5];

    private MigrationOffer _offer = null!;
    private DateTimeOffset? _stoppedAt;
    private MigrationStreamStatistics _stream;
    private PhaseFailedException? _sourceDied;
    private bool _targetAnnounced;
    private bool _performing;
    private bool _mayBeCommitted;
    private bool _answerWasLost;

    public MigrationRun(
        TimeProvider time, IMigrationSource source, IMigrationTarget target, MigrationOptions options, IProgress<MigrationProgress>? progress,
        CancellationToken caller)
    {
        _time = time;
        _source = source;
        _target = target;
        _options = options;
        _caller = caller;
        _id = Guid.CreateVersion7(time.GetUtcNow());
        _start = time.GetTimestamp();
        _progress = new PhaseProgress(time, _start, progress);
    }

    public async ValueTask<MigrationReport> RunAsync()
    {
        using PhaseWatch begin = Enter(MigrationPhase.Begin, _options.BeginTimeout, _source.Lost, null, _caller);
        try
        {
            _offer = await begin.RunAsync(token => _source.BeginAsync(_id, token)).ConfigureAwait(false);
        }
        catch (PhaseFailedException failure)
        {
            // There is no job, no record and no target: nothing to undo, and nothing to end.
            throw Outcome(failure, unrestored: null, left: null);
        }
        try
        {
            await DecideAsync(begin).ConfigureAwait(false);
            DateTimeOffset? startedAt = await StartAsync().ConfigureAwait(false);
            await ConfirmAsync().ConfigureAwait(false);
            return Report(startedAt);
        }
        finally
        {
            _source.End();
        }
    }

    // Begin's record, Prepare, Perform, and Finish up to the commit. Returns when the migration is committed; else the guest stays on the source.
    private async ValueTask DecideAsync(PhaseWatch begin)
    {
        try
        {
            using (MigrationChannel channel = await PrepareAsync(begin).ConfigureAwait(false))
                await PerformAsync(channel).ConfigureAwait(false);
            await ReceiveAsync().ConfigureAwait(false);
            await CommitAsync().ConfigureAwait(false);
        }
        catch (PhaseFailedException failure)
        {
            await SettleAsync(failure).ConfigureAwait(false);
        }
    }

    // Begin takes a job that dies with this process, so its record may follow it. Neither that record nor the target's announces anything
    // to the other side (nobody is asked on their account), so the two are written together; both are on disk before the target is started.
    private async ValueTask<MigrationChannel> PrepareAsync(PhaseWatch begin)
    {
        Task beginning = begin.RunAsync(token => _source.WriteRecordAsync(Record(MigrationSide.Source, MigrationStep.Begin), token)).AsTask();
        using PhaseWatch watch = Enter(MigrationPhase.Prepare, _options.PrepareTimeout, _source.Lost, null, _caller);
        Task announcing = beginning.IsFaulted ? beginning : watch.RunAsync(token =>
        {
            _targetAnnounced = true;
            return _target.WriteRecordAsync(Record(MigrationSide.Target, MigrationStep.Prepared), token);
        }).AsTask();
        await Task.WhenAll(beginning, announcing).ConfigureAwait(false);
        return await StartTargetAsync(watch).ConfigureAwait(false);
    }

    // The target takes its time to start, so the record that goes before the stream is written meanwhile. Recovery that finds it early asks the
    // target's side, which has its own record by then, and restores a guest that nobody has touched.
    private async ValueTask<MigrationChannel> StartTargetAsync(PhaseWatch prepare)
    {
        Task<MigrationChannel> preparing = prepare.RunAsync(token => _target.PrepareAsync(_offer, _options, token)).AsTask();
        if (preparing.IsFaulted)
            return await preparing.ConfigureAwait(false);
        using var perform = new PhaseWatch(_time, MigrationPhase.Perform, _options.PrepareTimeout, _source.Lost, null, _caller);
        try
        {
            await perform.RunAsync(token =>
            {
                _performing = true;
                return _source.WriteRecordAsync(Record(MigrationSide.Source, MigrationStep.Performing), token);
            }).ConfigureAwait(false);
        }
        catch (PhaseFailedException)
        {
            await ((Task)preparing).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (preparing.IsCompletedSuccessfully)
                (await preparing.ConfigureAwait(false)).Dispose();
            throw;
        }
        return await preparing.ConfigureAwait(false);
    }

    private async ValueTask PerformAsync(MigrationChannel channel)
    {
        using PhaseWatch watch = Enter(MigrationPhase.Perform, _options.PerformTimeout, _source.Lost, _target.Lost, _caller);
        try
        {
            _stoppedAt = await watch.RunAsync(token => _source.PerformAsync(channel, _options, _progress.Wanted, token), mayHaveDied: true).ConfigureAwait(false);
        }
        catch (PhaseFailedException failure) when (failure.End == PhaseEnd.SourceLost && !_target.Lost.IsCompleted)
        {
            // The source may have died with everything sent: then the target holds the only copy, and killing it would lose the guest.
            // Only the target's own word tells, so Finish asks for it before this failure counts.
            _sourceDied = failure;
        }
    }

    private async ValueTask ReceiveAsync()
    {
        try
        {
            using PhaseWatch watch = Enter(MigrationPhase.Finish, _options.FinishTimeout, null, _target.Lost, _source.Lost.IsCompleted ? default : _caller);
            await watch.RunAsync(ReceiveAndRecordAsync, mayHaveDied: true).ConfigureAwait(false);
        }
        catch (PhaseFailedException failure) when (failure.End == PhaseEnd.Cancelled && _source.Lost.IsCompleted)
        {
            // Cancelled, but the source died as well: there is nothing to go back to, so the target is the guest's only chance.
            using PhaseWatch watch = GoOn();
            await watch.RunAsync(ReceiveAndRecordAsync, mayHaveDied: true).ConfigureAwait(false);
        }
        catch (PhaseFailedException) when (_sourceDied is not null)
        {
            throw _sourceDied;
        }
    }

    // The guest is stopped meanwhile, so the two run together. That is safe: recovery treats Performing and Performed alike (it asks the
    // target's side), the two calls are on different sides, and both have ended before the commit is sent.
    private async ValueTask ReceiveAndRecordAsync(CancellationToken token)
    {
        Task recording = RecordPerformedAsync(token);
        await Task.WhenAll(recording, WaitForIncomingAsync(token)).ConfigureAwait(false);
    }

    // A task in any case, so that a driver that throws at once does not leave the record's write running.
    private async Task WaitForIncomingAsync(CancellationToken token) => await _target.WaitForIncomingAsync(token).ConfigureAwait(false);

    private async Task RecordPerformedAsync(CancellationToken token)
    {
        try
        {
            await _source.WriteRecordAsync(Record(MigrationSide.Source, MigrationStep.Performed), token).ConfigureAwait(false);
        }
        catch (Exception) when (_source.Lost.IsCompleted)
        {
            // A dead source resumes nothing, so its record holds nothing back: no reason to lose the target's copy too.
        }
    }

    private async ValueTask CommitAsync()
    {
        if (_caller.IsCancellationRequested && !_source.Lost.IsCompleted)
            throw new PhaseFailedException(MigrationPhase.Finish, PhaseEnd.Cancelled, "it was cancelled.", null);
        using PhaseWatch watch = GoOn();
        await watch.RunAsync(
            async token =>
            {
                _mayBeCommitted = true;
                _mayBeCommitted = await _target.CommitAsync(_id, token).ConfigureAwait(false);
                if (!_mayBeCommitted)
                    throw new InvalidOperationException("the target's side had already decided to abort.");
            },
            mayHaveDied: true).ConfigureAwait(false);
    }

    // The rest of Finish's time, without an ear for the caller.
    private PhaseWatch GoOn()
    {
        TimeSpan left = _options.FinishTimeout - _time.GetElapsedTime(_entered[(int)MigrationPhase.Finish]);
        return new PhaseWatch(_time, MigrationPhase.Finish, left > TimeSpan.Zero ? left : TimeSpan.Zero, null, _target.Lost, default);
    }

    private PhaseWatch Enter(MigrationPhase phase, TimeSpan timeout, Task<string>? sourceLost, Task<string>? targetLost, CancellationToken caller)
    {
        _entered[(int)phase] = _time.GetTimestamp();
        _progress.Enter(phase);
        return new PhaseWatch(_time, phase, timeout, sourceLost, targetLost, caller);
    }

    private MigrationRecord Record(MigrationSide side, MigrationStep step) => new()
    {
        Id = _id,
        Side = side,
        Step = step,
        DomainName = _offer.Definition.Name,
        DomainUuid = _offer.Definition.Uuid,
        WasRunning = _offer.WasRunning,
        Peer = side == MigrationSide.Source ? _target.Locator : _offer.SourceLocator,
    };

    private MigrationReport Report(DateTimeOffset? startedAt)
    {
        long end = _time.GetTimestamp();
        return new MigrationReport
        {
            Id = _id,
            Total = _time.GetElapsedTime(_start, end),
            Phases = new MigrationPhaseTimes(Took(0, _entered[1]), Took(1, _entered[2]), Took(2, _entered[3]), Took(3, _entered[4]), Took(4, end)),
            Stream = _stream,
            CpusStopped = startedAt - _stoppedAt,
        };

        TimeSpan Took(int phase, long until) => _time.GetElapsedTime(_entered[phase], until);
    }
}
