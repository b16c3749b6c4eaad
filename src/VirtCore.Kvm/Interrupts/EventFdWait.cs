using System.Threading.Tasks.Sources;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>The one waiter of an <see cref="EventFd"/>, in the process's event loop.</summary>
/// <remarks>
/// Registered at the first wait, and stays so with no events wanted between waits: a count that nobody takes would wake the loop for ever.
/// <c>_waiting</c> decides who completes: the loop, a cancellation, or the end.
/// </remarks>
internal sealed class EventFdWait(EventFd owner) : IValueTaskSource<ulong>, IEventHandler
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<ulong> _source = new() { RunContinuationsAsynchronously = true };
    private EventRegistration? _registration;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private bool _waiting;
    private bool _ended;

    public ValueTask<ulong> StartAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled<ulong>(cancellationToken);
        if (owner.TryTake(out ulong count))
            return ValueTask.FromResult(count);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, owner);
            if (_waiting)
                throw new InvalidOperationException("Another waits for this eventfd.");
            _source.Reset();
            _waiting = true;
            _token = cancellationToken;
            if (_registration is null)
                _registration = EventLoop.Shared.Register(owner.Handle, (uint)EPOLLIN, this);
            else
                _registration.Modify((uint)EPOLLIN);
        }

        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static state => ((EventFdWait)state!).Cancel(), this);
        return new ValueTask<ulong>(this, _source.Version);
    }

    public void OnEvents(uint events)
    {
        lock (_lock)
        {
            if (!_waiting)
            {
                _registration?.Modify(0);
                return;
            }

            try
            {
                if (!owner.TryTake(out ulong count))
                    return;
                Finish();
                _source.SetResult(count);
            }
            catch (ObjectDisposedException)
            {
                // End completes it.
            }
        }
    }

    public void End()
    {
        lock (_lock)
        {
            _ended = true;
            _registration?.Dispose();
            if (!_waiting)
                return;
            Finish();
            _source.SetException(new ObjectDisposedException(nameof(EventFd)));
        }
    }

    public ulong GetResult(short token)
    {
        _cancellation.Dispose();
        return _source.GetResult(token);
    }

    public ValueTaskSourceStatus GetStatus(short token) => _source.GetStatus(token);

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        lock (_lock)
        {
            if (!_waiting)
                return;
            Finish();
            _source.SetException(new OperationCanceledException(_token));
        }
    }

    private void Finish()
    {
        _waiting = false;
        if (!_ended)
            _registration!.Modify(0);
    }
}
