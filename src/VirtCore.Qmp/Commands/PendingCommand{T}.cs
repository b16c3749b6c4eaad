using System.Text.Json;
using System.Threading.Tasks.Sources;

namespace VirtCore.Qmp.Commands;

/// <summary>A call that waits for a reply of a given type, as the source of its caller's <see cref="ValueTask{TResult}"/>.</summary>
internal abstract class PendingCommand<TReply> : PendingCommand, IValueTaskSource<TReply>, IValueTaskSource
{
    // The caller goes on on the thread pool: the thread that completes is the event loop's.
    private ManualResetValueTaskSourceCore<TReply> _core = new() { RunContinuationsAsynchronously = true };

    public ValueTask<TReply> Start(TimeSpan timeout, CancellationToken cancellationToken)
    {
        short version = _core.Version;
        Begin(timeout, cancellationToken);
        return new ValueTask<TReply>(this, version);
    }

    public ValueTask StartWithoutReply(TimeSpan timeout, CancellationToken cancellationToken)
    {
        short version = _core.Version;
        Begin(timeout, cancellationToken);
        return new ValueTask(this, version);
    }

    public override bool TryComplete(ReadOnlySpan<byte> reply, bool isChecked)
    {
        TReply result;
        try
        {
            var reader = new Utf8JsonReader(reply, JsonLimits.Reader);
            reader.Read();
            result = Read(ref reader);
            if (!isChecked)
                JsonShape.ReadToEnd(ref reader);
        }
#pragma warning disable CA1031 // The reader may be anybody's: whatever it throws belongs to this command's caller, not to the loop.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            if (!isChecked && !JsonShape.IsJson(reply))
                return false;
            Fail(new QmpProtocolException($"The reply to {Name} could not be read: {exception.Message}", exception));
            return true;
        }

        _core.SetResult(result);
        return true;
    }

    public override void Fail(Exception exception) => _core.SetException(exception);

    TReply IValueTaskSource<TReply>.GetResult(short token)
    {
        try
        {
            return _core.GetResult(token);
        }
        finally
        {
            TryReuse(token);
        }
    }

    void IValueTaskSource.GetResult(short token)
    {
        try
        {
            _core.GetResult(token);
        }
        finally
        {
            TryReuse(token);
        }
    }

    ValueTaskSourceStatus IValueTaskSource<TReply>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<TReply>.OnCompleted(
        Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    protected abstract TReply Read(ref Utf8JsonReader reader);

    /// <summary>Puts the object back where the next call finds it.</summary>
    protected abstract void Reuse();

    // A caller who awaits twice, or too early, gets an exception from the core and must not put an object in use into the pool.
    private void TryReuse(short token)
    {
        if (token != _core.Version || _core.GetStatus(token) == ValueTaskSourceStatus.Pending || !TryReset())
            return;
        _core.Reset();
        Reuse();
    }
}
