using System.Buffers;

namespace VirtCore.Qmp;

/// <summary>Writes into a pooled array that is then handed on.</summary>
internal sealed class PooledByteWriter : IBufferWriter<byte>
{
    private const int FirstSize = 512;

    private byte[] _bytes = [];
    private int _length;

    public void Advance(int count) => _length += count;

    public Memory<byte> GetMemory(int sizeHint = 0)
    {
        EnsureRoom(Math.Max(sizeHint, 1));
        return _bytes.AsMemory(_length);
    }

    public Span<byte> GetSpan(int sizeHint = 0)
    {
        EnsureRoom(Math.Max(sizeHint, 1));
        return _bytes.AsSpan(_length);
    }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Takes back what was written beyond a length.</summary>
    public void Truncate(int length) => _length = length;

    /// <summary>Hands the array over to the caller, who returns it to the shared pool.</summary>
    public byte[] Detach(out int length)
    {
        byte[] bytes = _bytes;
        length = _length;
        _bytes = [];
        _length = 0;
        return bytes;
    }

    private void EnsureRoom(int count)
    {
        if (_bytes.Length - _length >= count)
            return;
        byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(FirstSize, Math.Max(_bytes.Length * 2, _length + count)));
        _bytes.AsSpan(0, _length).CopyTo(larger);
        if (_bytes.Length != 0)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = larger;
    }
}
