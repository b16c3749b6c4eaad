namespace VirtCore.Qmp.Commands;

/// <summary>A few objects kept for reuse. Those beyond its room are left to the collector.</summary>
internal sealed class CommandPool<T>
    where T : class
{
    private const int Capacity = 64;

    private readonly Lock _lock = new();
    private readonly T?[] _items = new T?[Capacity];
    private int _count;

    public T? TryTake()
    {
        lock (_lock)
        {
            if (_count == 0)
                return null;
            T? item = _items[--_count];
            _items[_count] = null;
            return item;
        }
    }

    public void Put(T item)
    {
        lock (_lock)
        {
            if (_count < Capacity)
                _items[_count++] = item;
        }
    }
}
