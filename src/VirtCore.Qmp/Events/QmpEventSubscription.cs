namespace VirtCore.Qmp;

/// <summary>A queue of QEMU's events for one reader.</summary>
/// <remarks>
/// One reader at a time, either <c>await foreach</c> or <see cref="ReadAsync"/>. The queue holds <see cref="QmpClientOptions.EventQueueCapacity"/> events; a
/// reader that is slower loses the oldest and sees how many by <see cref="QmpEvent.LostBefore"/>. Replies to commands never wait on it.
/// <c>await foreach</c> ends when the subscription is disposed or the session has ended, after the events that came before;
/// <see cref="QmpClient.Disconnected"/> tells why.
/// </remarks>
public sealed partial class QmpEventSubscription : IAsyncEnumerable<QmpEvent>, IAsyncDisposable, IDisposable
{
    private readonly Lock _gate = new();
    private readonly QmpSession _session;
    private readonly string[] _names;
    private readonly QmpEventQueue _queue;
    private QmpEventData? _currentData;
    private QmpEvent _current;
    private QmpDisconnect? _end;
    private bool _disposed;

    internal QmpEventSubscription(QmpSession session, ReadOnlySpan<string> names)
    {
        _session = session;
        _names = names.ToArray();
        _queue = new QmpEventQueue(session.Options.EventQueueCapacity);
    }

    /// <summary>Reads the next event. Allocates nothing in steady state.</summary>
    /// <param name="timeout">How long to wait, or null for ever.</param>
    /// <param name="cancellationToken">Stops waiting; nothing is lost.</param>
    /// <exception cref="TimeoutException">There was no event in time. The subscription goes on.</exception>
    /// <exception cref="QmpDisconnectedException">The session has ended and all its events are read.</exception>
    /// <exception cref="ObjectDisposedException">The subscription is disposed.</exception>
    public ValueTask<QmpEvent> ReadAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        Wait(timeout ?? Timeout.InfiniteTimeSpan, cancellationToken) switch
        {
            WaitOutcome.Found => new ValueTask<QmpEvent>(_current),
            WaitOutcome.Waits => new ValueTask<QmpEvent>(this, _core.Version),
            WaitOutcome.Cancelled => ValueTask.FromCanceled<QmpEvent>(cancellationToken),
            _ => ValueTask.FromException<QmpEvent>(EndException()),
        };

    /// <inheritdoc/>
    public IAsyncEnumerator<QmpEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default) => new Enumerator(this, cancellationToken);

    /// <summary>Stops listening. A reader that waits sees the end; events that were not read are gone.</summary>
    public void Dispose()
    {
        _session.Unsubscribe(this);
        lock (_gate)
        {
            if (_disposed)
                return;
            _disposed = true;
            _queue.Clear();
        }

        Wake();
    }

    /// <inheritdoc cref="Dispose"/>
    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Takes over what came before the session's first subscription.</summary>
    internal void Adopt(QmpEventQueue earlier)
    {
        lock (_gate)
        {
            while (earlier.TryDequeue(out int lost) is { } data)
            {
                _queue.CountLost(lost);
                if (IsWanted(data.Name))
                    _queue.Enqueue(data.Name, data.Timestamp, data.Bytes.Span);
                data.Release();
            }
        }
    }

    internal void Publish(string name, DateTimeOffset timestamp, ReadOnlySpan<byte> data)
    {
        if (!IsWanted(name))
            return;
        lock (_gate)
        {
            if (_disposed)
                return;
            _queue.Enqueue(name, timestamp, data);
        }

        Wake();
    }

    internal void End(QmpDisconnect end)
    {
        lock (_gate)
            _end = end;
        Wake();
    }

    private bool IsWanted(string name) => _names.Length == 0 || Array.IndexOf(_names, name) >= 0;

    /// <summary>Moves to the next event, giving back the slot of the one before. False when there is none now.</summary>
    private bool AdvanceUnsynchronized()
    {
        if (_currentData is not null)
            _queue.Recycle(_currentData);
        _currentData = _queue.TryDequeue(out int lost);
        if (_currentData is null)
            return false;
        _current = new QmpEvent(_currentData, lost);
        return true;
    }

    private Exception EndException() => _disposed ? new ObjectDisposedException(nameof(QmpEventSubscription)) : new QmpDisconnectedException(_end!);

    private sealed class Enumerator(QmpEventSubscription subscription, CancellationToken cancellationToken) : IAsyncEnumerator<QmpEvent>
    {
        public QmpEvent Current => subscription._current;

        public ValueTask<bool> MoveNextAsync() => subscription.Wait(Timeout.InfiniteTimeSpan, cancellationToken) switch
        {
            WaitOutcome.Found => ValueTask.FromResult(true),
            WaitOutcome.Waits => new ValueTask<bool>(subscription, subscription._core.Version),
            WaitOutcome.Cancelled => ValueTask.FromCanceled<bool>(cancellationToken),
            _ => ValueTask.FromResult(false),
        };

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
