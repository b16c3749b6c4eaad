namespace VirtCore.Host;

/// <summary>A cursor over the text of a kernel's file. Every method takes what it names from the front, or answers false and leaves the rest undefined.</summary>
/// <remarks>
/// Allocates nothing and reads nothing but its span. A number must be followed by something: each of these files ends with a line end, so a number at the
/// very end has been cut, and would be a wrong one.
/// </remarks>
internal ref struct KernelText(ReadOnlySpan<byte> text)
{
    private const ulong MostNumber = long.MaxValue;

    private ReadOnlySpan<byte> _rest = text;

    public readonly bool IsEmpty => _rest.IsEmpty;

    public readonly ReadOnlySpan<byte> Rest => _rest;

    public readonly bool StartsWith(ReadOnlySpan<byte> prefix) => _rest.StartsWith(prefix);

    /// <summary>Takes so many bytes, which the caller has looked at.</summary>
    public void Skip(int count) => _rest = _rest[count..];

    public bool TryTake(byte expected)
    {
        if (_rest.IsEmpty || _rest[0] != expected)
            return false;
        _rest = _rest[1..];
        return true;
    }

    public bool TryTake(ReadOnlySpan<byte> expected)
    {
        if (!_rest.StartsWith(expected))
            return false;
        _rest = _rest[expected.Length..];
        return true;
    }

    /// <summary>Digits.</summary>
    public bool TryTakeNumber(out long value)
    {
        ReadOnlySpan<byte> text = _rest;
        ulong number = 0;
        int length = 0;
        for (; length < text.Length; length++)
        {
            uint digit = (uint)text[length] - '0';
            if (digit > 9)
                break;
            if (number > (MostNumber - 9) / 10 && number > (MostNumber - digit) / 10)
            {
                value = 0;
                return false;
            }

            number = (number * 10) + digit;
        }

        value = (long)number;
        if (length == 0 || length == text.Length)
            return false;
        _rest = text[length..];
        return true;
    }

    /// <summary>Digits, perhaps with a minus sign.</summary>
    public bool TryTakeSigned(out long value)
    {
        bool negative = TryTake((byte)'-');
        bool taken = TryTakeNumber(out value);
        value = negative ? -value : value;
        return taken;
    }

    /// <summary>Digits, or the word <c>max</c>.</summary>
    public bool TryTakeLimit(out CgroupLimit limit)
    {
        if (TryTake("max"u8))
        {
            limit = CgroupLimit.Max;
            return !_rest.IsEmpty;
        }

        bool taken = TryTakeNumber(out long value);
        limit = taken ? value : default(CgroupLimit);
        return taken;
    }

    /// <summary>A number with two decimals, as a hundredfold: <c>12.50</c> is 1250.</summary>
    public bool TryTakeHundredths(out long value)
    {
        if (!TryTakeNumber(out value) || value > uint.MaxValue || !TryTake((byte)'.') || _rest.Length < 3)
            return false;
        uint tenths = (uint)_rest[0] - '0';
        uint hundredths = (uint)_rest[1] - '0';
        value = (value * 100) + (tenths * 10) + hundredths;
        _rest = _rest[2..];
        return tenths <= 9 && hundredths <= 9;
    }

    /// <summary>What comes before the next blank or line end, which stays; false when there is neither.</summary>
    public bool TryTakeWord(out ReadOnlySpan<byte> word)
    {
        int end = _rest.IndexOfAny((byte)' ', (byte)'\n');
        word = end < 0 ? [] : _rest[..end];
        _rest = end < 0 ? [] : _rest[end..];
        return end >= 0;
    }

    /// <summary>What comes before the next line end, and that; false when there is none.</summary>
    public bool TryTakeLine(out ReadOnlySpan<byte> line)
    {
        int end = _rest.IndexOf((byte)'\n');
        line = end < 0 ? [] : _rest[..end];
        _rest = end < 0 ? [] : _rest[(end + 1)..];
        return end >= 0;
    }

    /// <summary>The line end that is the last thing.</summary>
    public bool TryTakeEnd() => TryTake((byte)'\n') && _rest.IsEmpty;
}
