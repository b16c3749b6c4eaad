using System.Buffers;

namespace VirtCore.Qmp;

/// <summary>Where an event's data lie. Reused: a change of <see cref="Version"/> makes the events that were handed out before unreadable.</summary>
internal sealed class QmpEventData
{
    private byte[] _buffer = [];
    private int _length;

    public int Version { get; private set; }

    public string Name { get; private set; } = "";

    public DateTimeOffset Timestamp { get; private set; }

    public ReadOnlyMemory<byte> Bytes => _buffer.AsMemory(0, _length);

    public void Assign(string name, DateTimeOffset timestamp, ReadOnlySpan<byte> data)
    {
        Name = name;
        Timestamp = timestamp;
        if (_buffer.Length < data.Length)
            _buffer = ArrayPool<byte>.Shared.Rent(data.Length);
        data.CopyTo(_buffer);
        _length = data.Length;
    }

    public void Release()
    {
        Version++;
        _length = 0;
        if (_buffer.Length != 0)
            ArrayPool<byte>.Shared.Return(_buffer);
        _buffer = [];
    }
}
