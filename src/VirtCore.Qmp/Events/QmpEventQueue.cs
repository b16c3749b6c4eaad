namespace VirtCore.Qmp;

/// <summary>A bounded queue of events that loses its oldest and counts what it lost. Not synchronised.</summary>
internal sealed class QmpEventQueue(int capacity)
{
    private readonly Queue<QmpEventData> _events = new();
    private readonly Stack<QmpEventData> _spare = new();
    private int _lost;

    public void Enqueue(string name, DateTimeOffset timestamp, ReadOnlySpan<byte> data)
    {
        if (_events.Count == capacity)
        {
            Recycle(_events.Dequeue());
            _lost++;
        }

        if (!_spare.TryPop(out QmpEventData? slot))
            slot = new QmpEventData();
        slot.Assign(name, timestamp, data);
        _events.Enqueue(slot);
    }

    /// <summary>Takes the oldest event, and how many were lost before it. The slot comes back by <see cref="Recycle"/>.</summary>
    public QmpEventData? TryDequeue(out int lost)
    {
        lost = 0;
        if (!_events.TryDequeue(out QmpEventData? slot))
            return null;
        lost = _lost;
        _lost = 0;
        return slot;
    }

    /// <summary>Counts events as lost before the next one that is taken.</summary>
    public void CountLost(int count) => _lost += count;

    public void Recycle(QmpEventData slot)
    {
        slot.Release();
        _spare.Push(slot);
    }

    public void Clear()
    {
        while (_events.TryDequeue(out QmpEventData? slot))
            slot.Release();
        _spare.Clear();
    }
}
