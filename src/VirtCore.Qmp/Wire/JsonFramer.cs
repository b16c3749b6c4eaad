using System.Numerics;
using System.Runtime.Intrinsics;

namespace VirtCore.Qmp;

/// <summary>Finds where a JSON object ends, going on from wherever the bytes ended the last time.</summary>
/// <remarks>
/// It only counts brackets outside of strings, so line ends and pretty-printing do not matter; whether the message is JSON is judged when it is
/// complete. Blocks of 64 bytes without a backslash are counted at once; the last of a message and those with escapes byte by byte.
/// </remarks>
internal struct JsonFramer
{
    private const int BlockSize = 64;

    private int _depth;
    private int _scanned;
    private bool _inString;
    private bool _escaped;

    /// <summary>Scans what is new of a message.</summary>
    /// <param name="data">The message from its opening bracket on, as far as it has come.</param>
    /// <param name="length">Its length, where its end was found.</param>
    public FrameResult Scan(ReadOnlySpan<byte> data, out int length)
    {
        length = 0;
        while (_scanned < data.Length)
        {
            if (data.Length - _scanned >= BlockSize && TrySkipBlock(data.Slice(_scanned, BlockSize)))
            {
                _scanned += BlockSize;
            }
            else
            {
                FrameResult result = ScanBytes(data[_scanned..Math.Min(data.Length, _scanned + BlockSize)]);
                if (result == FrameResult.Partial)
                    continue;
                length = _scanned;
                this = default;
                return result;
            }
        }

        return FrameResult.Partial;
    }

    // A bit of inString is set from a string's opening quote up to, but not including, its closing one.
    private bool TrySkipBlock(ReadOnlySpan<byte> block)
    {
        Vector512<byte> bytes = Vector512.Create(block);
        if (_escaped || Vector512.EqualsAny(bytes, Vector512.Create((byte)'\\')))
            return false;
        ulong inString = PrefixXor(Vector512.Equals(bytes, Vector512.Create((byte)'"')).ExtractMostSignificantBits());
        if (_inString)
            inString = ~inString;
        // '[' and '{', and ']' and '}', differ in one bit.
        Vector512<byte> folded = bytes | Vector512.Create((byte)0x20);
        ulong opening = Vector512.Equals(folded, Vector512.Create((byte)'{')).ExtractMostSignificantBits() & ~inString;
        ulong closing = Vector512.Equals(folded, Vector512.Create((byte)'}')).ExtractMostSignificantBits() & ~inString;
        int closed = BitOperations.PopCount(closing);
        int opened = BitOperations.PopCount(opening);
        // Where the message may end or may nest too deep within the block, the bytes tell.
        if (closed >= _depth || _depth + opened > JsonLimits.MaxDepth)
            return false;
        _depth += opened - closed;
        _inString = inString >> (BlockSize - 1) != 0;
        return true;
    }

    private FrameResult ScanBytes(ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            _scanned++;
            if (_inString)
            {
                if (_escaped)
                    _escaped = false;
                else if (value == '\\')
                    _escaped = true;
                else if (value == '"')
                    _inString = false;
                continue;
            }

            switch (value)
            {
                case (byte)'"':
                    _inString = true;
                    break;
                case (byte)'{' or (byte)'[' when ++_depth > JsonLimits.MaxDepth:
                    return FrameResult.TooDeep;
                case (byte)'}' or (byte)']' when --_depth <= 0:
                    return FrameResult.Complete;
            }
        }

        return FrameResult.Partial;
    }

    private static ulong PrefixXor(ulong bits)
    {
        bits ^= bits << 1;
        bits ^= bits << 2;
        bits ^= bits << 4;
        bits ^= bits << 8;
        bits ^= bits << 16;
        return bits ^ (bits << 32);
    }
}
