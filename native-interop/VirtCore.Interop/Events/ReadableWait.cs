using System.Runtime.InteropServices;
using System.Threading.Tasks.Sources;
using static Tmds.Linux.LibC;

namespace VirtCore.Interop;

/// <summary>Waits in the process's event loop until a descriptor can be read. One waits at a time; nothing is allocated but at the first wait.</summary>
/// <remarks>Registered at the first wait, and stays so without events wanted between waits: what nobody reads would wake the loop for ever. The lock decides who completes: the loop, a cancellation, or the end.</remarks>
internal sealed class ReadableWait(SafeHandle handle) : IValueTaskSource, IEventHandler, IDisposable
{
    private readonly Lock _lock = new();
    private ManualResetValueTaskSourceCore<bool> _source = new() { RunContinuationsAsynchronously = true };
    private EventRegistration? _registration;
    private CancellationTokenRegistration _cancellation;
    private CancellationToken _token;
    private bool _waiting;
    private bool _ended;

    /// <summary>Completes when the descriptor can be read, or has an error or an end to be read.</summary>
    /// <exception cref="InvalidOperationException">Another waits.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed, now or while it was waited for.</exception>
    public ValueTask WaitAsync(CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
            return ValueTask.FromCanceled(cancellationToken);
        lock (_lock)
        {
            ObjectDisposedException.ThrowIf(_ended, this);
            if (_waiting)
                throw new InvalidOperationException("Another waits for this descriptor.");
            _source.Reset();
            _waiting = true;
            _token = cancellationToken;
            if (_registration is null)
                _registration = EventLoop.Shared.Register(handle, (uint)EPOLLIN, this);
            else
                _registration.Modify((uint)EPOLLIN);
        }

        if (cancellationToken.CanBeCanceled)
            _cancellation = cancellationToken.UnsafeRegister(static state => ((ReadableWait)state!).Cancel(), this);
        return new ValueTask(this, _source.Version);
    }

    /// <inheritdoc/>
    public void OnEvents(uint events)
    {
        lock (_lock)
        {
            _registration?.Modify(0);
            if (!_waiting)
                return;
            _waiting = false;
            _source.SetResult(true);
        }
    }

    /// <summary>Ends a wait, and the registration. The descriptor is not closed.</summary>
    public void Dispose()
    {
        lock (_lock)
        {
            _ended = true;
            _registration?.Dispose();
            if (!_waiting)
                return;
            _waiting = false;
            _source.SetException(new ObjectDisposedException(nameof(ReadableWait)));
        }
    }

    void IValueTaskSource.GetResult(short token)
    {
        _cancellation.Dispose();
        _source.GetResult(token);
    }

    ValueTaskSourceStatus IValueTaskSource.GetStatus(short token) => _source.GetStatus(token);

    void IValueTaskSource.OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags) => _source.OnCompleted(continuation, state, token, flags);

    private void Cancel()
    {
        lock (_lock)
        {
            if (!_waiting)
                return;
            _waiting = false;
            _registration!.Modify(0);
            _source.SetException(new OperationCanceledException(_token));
        }
    }
}
