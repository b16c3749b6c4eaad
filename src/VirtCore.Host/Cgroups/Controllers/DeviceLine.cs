namespace VirtCore.Host;

/// <summary>The part of a line behind a disk's numbers: <c> rbps=max wbps=1048576</c>.</summary>
internal ref struct DeviceLine(KernelText text)
{
    private KernelText _text = text;
    private bool _malformed;

    /// <summary>What follows the line, once <see cref="TryTakeEnd"/> has answered true.</summary>
    public readonly KernelText Text => _text;

    /// <summary>Takes the rest of a line whose disk has been taken.</summary>
    public delegate bool Parser<T>(ref DeviceLine line, out T value);

    /// <summary>Takes the next key with its <c>=</c>, whatever was left of the value before it. False at the line's end.</summary>
    public bool TryTakeKey(out ReadOnlySpan<byte> key)
    {
        key = [];
        if (_malformed || _text.StartsWith("\n"u8))
            return false;
        if (!_text.StartsWith(" "u8) && !_text.TryTakeWord(out _))
            return Fail();
        if (_text.StartsWith("\n"u8))
            return false;
        _ = _text.TryTake((byte)' ');
        ReadOnlySpan<byte> rest = _text.Rest;
        int end = rest.IndexOfAny("= \n"u8);
        if (end < 0)
            return Fail();
        key = rest[..end];
        _text.Skip(rest[end] == '=' ? end + 1 : end);
        return true;
    }

    public bool TryTakeNumber(out long value) => _text.TryTakeNumber(out value) && AtEndOfValue() || Fail();

    public bool TryTakeLimit(out CgroupLimit value) => _text.TryTakeLimit(out value) && AtEndOfValue() || Fail();

    public bool TryTakeHundredths(out long value) => _text.TryTakeHundredths(out value) && AtEndOfValue() || Fail();

    public bool TryTakeWord(out ReadOnlySpan<byte> word) => _text.TryTakeWord(out word) || Fail();

    /// <summary>Takes the line's end; false when something before it was not in the form.</summary>
    public bool TryTakeEnd() => !_malformed && _text.TryTake((byte)'\n');

    /// <summary>Reads a file with a line a disk: <c>8:16 KEY=VALUE...</c>.</summary>
    public static bool TryParseFile<T>(ReadOnlySpan<byte> text, Parser<T> parse, out Dictionary<BlockDeviceNumber, T> values)
    {
        values = [];
        var cursor = new KernelText(text);
        while (!cursor.IsEmpty)
        {
            if (!BlockDeviceNumber.TryTake(ref cursor, out BlockDeviceNumber device))
                return false;
            var line = new DeviceLine(cursor);
            if (!parse(ref line, out T value))
                return false;
            values[device] = value;
            cursor = line.Text;
        }

        return true;
    }

    private readonly bool AtEndOfValue() => _text.StartsWith(" "u8) || _text.StartsWith("\n"u8);

    private bool Fail()
    {
        _malformed = true;
        return false;
    }
}
