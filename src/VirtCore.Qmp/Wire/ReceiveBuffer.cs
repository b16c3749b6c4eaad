using System.Buffers;

namespace VirtCore.Qmp;

/// <summary>What was received and not yet consumed: one growing pooled array, given back whenever nothing is left in it.</summary>
/// <remarks>Used by one thread at a time.</remarks>
internal sealed class ReceiveBuffer(int maxMessageBytes)
{
    private const int FirstSize = 16 * 1024;

    private byte[]? _bytes;
    private int _start;
    private int _end;
    private JsonFramer _framer;

    /// <summary>How many bytes of an unfinished message there are.</summary>
    public int Length => _end - _start;

    /// <summary>Whether an array is held.</summary>
    public bool IsHolding => _bytes is not null;

    /// <summary>Where the next bytes may be put; never empty.</summary>
    public Span<byte> GetSpace()
    {
        _bytes ??= ArrayPool<byte>.Shared.Rent(FirstSize);
        if (_end < _bytes.Length)
            return _bytes.AsSpan(_end);
        if (_start > 0)
        {
            _bytes.AsSpan(_start, Length).CopyTo(_bytes);
            _end = Length;
            _start = 0;
        }
        else
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent((int)Math.Min(_bytes.Length * 2L, Math.Max(_bytes.Length, maxMessageBytes) + (long)FirstSize));
            _bytes.AsSpan(0, _end).CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }

        return _bytes.AsSpan(_end);
    }

    /// <summary>Says how many bytes were put into the space.</summary>
    public void Advance(int count) => _end += count;

    /// <summary>Takes the next message. It stays readable until <see cref="GetSpace"/> or <see cref="Release"/>.</summary>
    public FrameResult TryTake(out ReadOnlySpan<byte> message)
    {
        message = default;
        ReadOnlySpan<byte> unread = _bytes.AsSpan(_start, Length);
        int blank = unread.IndexOfAnyExcept(" \t\r\n"u8);
        if (blank != 0)
        {
            // Only between messages: within one, the first byte is its opening brace.
            _start = blank < 0 ? _end : _start + blank;
            unread = _bytes.AsSpan(_start, Length);
        }

        if (unread.IsEmpty)
            return FrameResult.Partial;
        if (unread[0] != '{')
            return FrameResult.NotAnObject;
        FrameResult result = _framer.Scan(unread, out int length);
        if (result == FrameResult.Partial && unread.Length > maxMessageBytes)
            return FrameResult.TooLarge;
        if (result != FrameResult.Complete)
            return result;
        if (length > maxMessageBytes)
            return FrameResult.TooLarge;
        message = unread[..length];
        _start += length;
        return FrameResult.Complete;
    }

    /// <summary>Drops everything up to a byte and with it. False where it has not come; then all is dropped.</summary>
    public bool SkipPast(byte delimiter)
    {
        int index = _bytes.AsSpan(_start, Length).IndexOf(delimiter);
        _start = index < 0 ? _end : _start + index + 1;
        _framer = default;
        return index >= 0;
    }

    /// <summary>The byte at which the next message should have begun.</summary>
    public byte Peek() => _bytes![_start];

    /// <summary>Gives the array back unless an unfinished message is in it.</summary>
    public void ReleaseIfEmpty()
    {
        if (Length == 0)
            Release();
    }

    /// <summary>Gives the array back, whatever is in it.</summary>
    public void Release()
    {
        if (_bytes is not null)
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = null;
        _start = _end = 0;
        _framer = default;
    }
}
