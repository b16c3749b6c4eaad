namespace VirtCore.Host;

/// <summary>A line of a pressure file: how much of the time was lost.</summary>
public readonly struct CgroupPressureLine
{
    private readonly uint _average10;
    private readonly uint _average60;
    private readonly uint _average300;
    private readonly long _total;

    internal CgroupPressureLine(uint average10, uint average60, uint average300, long total) =>
        (_average10, _average60, _average300, _total) = (average10, average60, average300, total);

    /// <summary><c>avg10</c>: per cent of the last ten seconds.</summary>
    public double Average10Percent => _average10 / 100.0;

    /// <summary><c>avg60</c>: per cent of the last minute.</summary>
    public double Average60Percent => _average60 / 100.0;

    /// <summary><c>avg300</c>: per cent of the last five minutes.</summary>
    public double Average300Percent => _average300 / 100.0;

    /// <summary><c>total</c>: the time lost since the cgroup was made. It counts what is too short for the averages.</summary>
    public TimeSpan Total => KernelTime.FromMicroseconds(_total);
}
