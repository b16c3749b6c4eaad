using System.Globalization;
using System.Text;
using VirtCore.Tool.Guest;

namespace VirtCore.Tool.Demo;

/// <summary>Cuts what a serial console sends into lines, and lines into ticks and everything else.</summary>
internal sealed class ConsoleLines(TickLog ticks)
{
    private const int MaxLine = 512;
    private const int KeptLines = 8;

    private static readonly byte[] s_prefix = Encoding.UTF8.GetBytes(LinuxGuest.TickPrefix);

    private readonly Lock _lock = new();
    private readonly Queue<string> _others = new();
    private readonly byte[] _line = new byte[MaxLine];
    private int _length;

    /// <summary>The last lines that were no ticks: what a kernel that does not come up has to say.</summary>
    public IReadOnlyList<string> LastWords
    {
        get
        {
            lock (_lock)
                return [.. _others];
        }
    }

    /// <summary>Takes what arrived at a time. A line's time is that of its end.</summary>
    public void Add(ReadOnlySpan<byte> bytes, long timestamp)
    {
        foreach (byte value in bytes)
        {
            if (value == (byte)'\n')
                End(timestamp);
            else if (value != (byte)'\r' && _length < MaxLine)
                _line[_length++] = value;
        }
    }

    private void End(long timestamp)
    {
        ReadOnlySpan<byte> line = _line.AsSpan(0, _length);
        _length = 0;
        if (TryParse(line, out long number))
            ticks.Add(new Tick(number, timestamp));
        else if (!line.IsEmpty)
            Keep(Encoding.UTF8.GetString(line));
    }

    private void Keep(string line)
    {
        lock (_lock)
        {
            if (_others.Count == KeptLines)
                _others.Dequeue();
            _others.Enqueue(line);
        }
    }

    private static bool TryParse(ReadOnlySpan<byte> line, out long number)
    {
        number = 0;
        return line.StartsWith(s_prefix) && long.TryParse(line[s_prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out number);
    }
}
