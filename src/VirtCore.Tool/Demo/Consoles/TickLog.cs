using System.Diagnostics;
using System.Globalization;

namespace VirtCore.Tool.Demo;

/// <summary>The guest's counter as it was heard: one thread adds, any thread asks.</summary>
internal sealed class TickLog
{
    private readonly Lock _lock = new();
    private readonly List<Tick> _ticks = [];
    private string? _break;

    public int Count
    {
        get
        {
            lock (_lock)
                return _ticks.Count;
        }
    }

    public Tick? Last
    {
        get
        {
            lock (_lock)
                return _ticks.Count == 0 ? null : _ticks[^1];
        }
    }

    /// <summary>Where the guest's counter repeated or jumped for the first time; null when it never did, as a guest that nothing happened to counts.</summary>
    public string? Break
    {
        get
        {
            lock (_lock)
                return _break;
        }
    }

    public void Add(Tick tick)
    {
        lock (_lock)
        {
            if (_ticks.Count != 0 && tick.Number != _ticks[^1].Number + 1)
                _break ??= string.Create(CultureInfo.InvariantCulture, $"after tick {_ticks[^1].Number} came tick {tick.Number}");
            _ticks.Add(tick);
        }
    }

    /// <summary>
    /// The longest time between two consecutive ticks of which at least a part lies within a span of time, so that a gap which the span's
    /// ends cut is counted whole. Zero when there are not two ticks.
    /// </summary>
    public TimeSpan LongestGap(long from, long to)
    {
        TimeSpan longest = TimeSpan.Zero;
        lock (_lock)
        {
            for (int i = _ticks.Count - 1; i > 0 && _ticks[i].Timestamp >= from; i--)
            {
                if (_ticks[i - 1].Timestamp > to)
                    continue;
                TimeSpan gap = Stopwatch.GetElapsedTime(_ticks[i - 1].Timestamp, _ticks[i].Timestamp);
                longest = gap > longest ? gap : longest;
            }
        }

        return longest;
    }
}
