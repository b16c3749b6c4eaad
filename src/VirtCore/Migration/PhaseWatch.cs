namespace VirtCore.Migration;

/// <summary>Runs a phase's calls under its deadline, the caller's cancel and the deaths that end it early, and says which of them did.</summary>
internal sealed class PhaseWatch : IDisposable
{
    // A hypervisor's broken connection is seen a little before the exit status of the process that broke it. A failed stream waits this
    // long for a death to name; a refusal with both sides alive costs as much.
    private static readonly TimeSpan DeathNotice = TimeSpan.FromMilliseconds(100);

    private readonly TimeProvider _time;
    private readonly MigrationPhase _phase;
    private readonly TimeSpan _timeout;
    private readonly Task<string> _sourceLost;
    private readonly Task<string> _targetLost;
    private readonly CancellationToken _caller;
    private readonly CancellationTokenSource _deadline;
    private readonly CancellationTokenSource _stop;
    private bool _deathCameFirst;

    public PhaseWatch(
        TimeProvider time, MigrationPhase phase, TimeSpan timeout, Task<string>? sourceLost, Task<string>? targetLost, CancellationToken caller)
    {
        _time = time;
        _phase = phase;
        _timeout = timeout;
        _sourceLost = sourceLost ?? new TaskCompletionSource<string>().Task;
        _targetLost = targetLost ?? new TaskCompletionSource<string>().Task;
        _caller = caller;
        _deadline = new CancellationTokenSource(timeout, time);
        _stop = CancellationTokenSource.CreateLinkedTokenSource(_deadline.Token, caller);
    }

    public void Dispose()
    {
        _stop.Dispose();
        _deadline.Dispose();
    }

    /// <summary>Makes one call. What it returns counts, even when it was told to stop meanwhile.</summary>
    /// <exception cref="PhaseFailedException">The call failed, or was not made as the phase had ended already.</exception>
    public async ValueTask<T> RunAsync<T>(Func<CancellationToken, ValueTask<T>> call, bool mayHaveDied = false)
    {
        if (_stop.IsCancellationRequested || _sourceLost.IsCompleted || _targetLost.IsCompleted)
            throw Explain(null);
        try
        {
            Task<T> work = call(_stop.Token).AsTask();
            if (!work.IsCompleted)
            {
                await Task.WhenAny(work, _sourceLost, _targetLost).ConfigureAwait(false);
                if (!work.IsCompleted)
                {
                    _deathCameFirst = !_stop.IsCancellationRequested;
                    _stop.Cancel();
                }
            }
            return await work.ConfigureAwait(false);
        }
        catch (Exception e)
        {
            if (mayHaveDied && !_stop.IsCancellationRequested)
                await NoticeDeathAsync().ConfigureAwait(false);
            throw Explain(e);
        }
    }

    public async ValueTask RunAsync(Func<CancellationToken, ValueTask> call, bool mayHaveDied = false) =>
        await RunAsync(
            async token =>
            {
                await call(token).ConfigureAwait(false);
                return true;
            },
            mayHaveDied).ConfigureAwait(false);

    private async ValueTask NoticeDeathAsync()
    {
        using var noticed = new CancellationTokenSource();
        await Task.WhenAny(_sourceLost, _targetLost, Task.Delay(DeathNotice, _time, noticed.Token)).ConfigureAwait(false);
        noticed.Cancel();
    }

    private PhaseFailedException Explain(Exception? cause)
    {
        // The source's death leaves nothing to go back to, so it comes before everything; the target's may just follow from a stream that was
        // cancelled, so there the first cause counts.
        if (_sourceLost.IsCompleted)
            return new PhaseFailedException(_phase, PhaseEnd.SourceLost, Sentence($"the source died: {_sourceLost.Result}"), cause);
        if (!_deathCameFirst && _caller.IsCancellationRequested)
            return new PhaseFailedException(_phase, PhaseEnd.Cancelled, "it was cancelled.", cause);
        if (!_deathCameFirst && _deadline.IsCancellationRequested)
            return new PhaseFailedException(_phase, PhaseEnd.Deadline, $"it did not end within {_timeout.TotalSeconds:0.###} s.", cause);
        if (_targetLost.IsCompleted)
            return new PhaseFailedException(_phase, PhaseEnd.TargetLost, Sentence($"the target died: {_targetLost.Result}"), cause);
        return new PhaseFailedException(_phase, PhaseEnd.Refused, Sentence(cause!.Message), cause);
    }

    private static string Sentence(string text) => text.EndsWith('.') ? text : text + ".";
}
