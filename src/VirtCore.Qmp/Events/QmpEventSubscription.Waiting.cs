using System.Threading.Tasks.Sources;
using VirtCore.Interop;

namespace VirtCore.Qmp;

public sealed partial class QmpEventSubscription : IValueTaskSource<bool>, IValueTaskSource<QmpEvent>
{
    private ManualResetValueTaskSourceCore<bool> _core = new() { RunContinuationsAsynchronously = true };
    private WaitDeadline? _deadline;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private TimeSpan _timeout;
    private bool _waiting;

    private enum WaitOutcome
    {
        Found,
        Waits,
        Cancelled,
        Ended,
    }

    bool IValueTaskSource<bool>.GetResult(short token) => _core.GetResult(token);

    QmpEvent IValueTaskSource<QmpEvent>.GetResult(short token) => _core.GetResult(token) ? _current : throw EndException();

    ValueTaskSourceStatus IValueTaskSource<bool>.GetStatus(short token) => _core.GetStatus(token);

    ValueTaskSourceStatus IValueTaskSource<QmpEvent>.GetStatus(short token) => _core.GetStatus(token);

    void IValueTaskSource<bool>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    void IValueTaskSource<QmpEvent>.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) =>
        _core.OnCompleted(continuation, state, token, flags);

    /// <summary>Makes the next event the current one, or begins to wait for it.</summary>
    private WaitOutcome Wait(TimeSpan timeout, CancellationToken cancellationToken)
    {
        short version;
        lock (_gate)
        {
            if (_waiting)
                throw new InvalidOperationException("A subscription has one reader at a time.");
            if (cancellationToken.IsCancellationRequested)
                return WaitOutcome.Cancelled;
            if (AdvanceUnsynchronized())
                return WaitOutcome.Found;
            if (_disposed || _end is not null)
                return WaitOutcome.Ended;
            _core.Reset();
            version = _core.Version;
            _token = cancellationToken;
            _timeout = timeout;
            if (timeout != Timeout.InfiniteTimeSpan)
                _session.Loop.Arm(_deadline ??= new WaitDeadline(this), timeout);
            _waiting = true;
        }

        if (cancellationToken.CanBeCanceled)
            RegisterCancellation(version, cancellationToken);
        return WaitOutcome.Waits;
    }

    // Outside the lock, since a token that is cancelled already calls back at once.
    private void RegisterCancellation(short version, CancellationToken cancellationToken)
    {
        CancellationTokenRegistration registration = cancellationToken.UnsafeRegister(
            static (state, token) => ((QmpEventSubscription)state!).OnCancelled(token), this);
        lock (_gate)
        {
            if (_waiting && _core.Version == version)
            {
                _cancellation = registration;
                return;
            }
        }

        registration.Unregister();
    }

    /// <summary>Lets a waiting reader go on where there is something to see.</summary>
    private void Wake()
    {
        bool found;
        lock (_gate)
        {
            if (!_waiting)
                return;
            found = AdvanceUnsynchronized();
            if (!found && !_disposed && _end is null)
                return;
            StopWaitingUnsynchronized();
        }

        _core.SetResult(found);
    }

    private void OnCancelled(CancellationToken token)
    {
        lock (_gate)
        {
            if (!_waiting || _token != token)
                return;
            StopWaitingUnsynchronized();
        }

        _core.SetException(new OperationCanceledException(token));
    }

    private void OnExpired(WaitDeadline deadline)
    {
        lock (_gate)
        {
            if (!_waiting || _deadline != deadline)
                return;
            _deadline = null;
            StopWaitingUnsynchronized();
        }

        string what = _names.Length == 0 ? "No event" : $"No event {string.Join(" or ", _names)}";
        _core.SetException(new TimeoutException(string.Create(
            System.Globalization.CultureInfo.InvariantCulture, $"{what} came within {_timeout.TotalSeconds:0.###} s. Ask QEMU for its state.")));
    }

    private void StopWaitingUnsynchronized()
    {
        _waiting = false;
        _cancellation.Unregister();
        _cancellation = default;
        // A deadline that is firing at this moment must not end the next wait, so that one gets another.
        if (_timeout != Timeout.InfiniteTimeSpan && _deadline is not null && !_session.Loop.Disarm(_deadline))
            _deadline = null;
    }

    private sealed class WaitDeadline(QmpEventSubscription subscription) : Deadline
    {
        protected internal override void OnExpired() => subscription.OnExpired(this);
    }
}
