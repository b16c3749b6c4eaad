namespace VirtCore.Host;

/// <summary>Times as the kernel writes them.</summary>
internal static class KernelTime
{
    private const long MaxMicroseconds = long.MaxValue / TimeSpan.TicksPerMicrosecond;

    /// <summary>A time of so many microseconds; the longest there is when it is longer.</summary>
    public static TimeSpan FromMicroseconds(long value) =>
        value > MaxMicroseconds ? TimeSpan.MaxValue : TimeSpan.FromTicks(value * TimeSpan.TicksPerMicrosecond);

    /// <summary>So many whole microseconds, for the kernel.</summary>
    public static long ToMicroseconds(TimeSpan value) => value.Ticks / TimeSpan.TicksPerMicrosecond;
}
