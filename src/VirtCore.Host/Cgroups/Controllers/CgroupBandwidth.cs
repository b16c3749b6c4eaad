using System.Globalization;

namespace VirtCore.Host;

/// <summary>How much CPU time a cgroup gets at most: <c>cpu.max</c>.</summary>
/// <param name="Quota">The CPU time in each period, of all CPUs together: twice the period is two CPUs. Null is <c>max</c>, no limit. Whole microseconds; the kernel takes no less than 1 ms.</param>
/// <param name="Period">The period: 1 ms to 1 s.</param>
public readonly record struct CgroupBandwidth(TimeSpan? Quota, TimeSpan Period)
{
    /// <summary>The kernel's usual period, 100 ms.</summary>
    public static TimeSpan DefaultPeriod => TimeSpan.FromMilliseconds(100);

    /// <summary>No limit, with the usual period.</summary>
    public static CgroupBandwidth Max => new(null, DefaultPeriod);

    /// <summary>As much as so many CPUs give in the usual period: 1.5 is one and a half.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Not above 0, or above a million.</exception>
    public static CgroupBandwidth OfCpus(double cpus)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(cpus);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(cpus, 1e6);
        return new CgroupBandwidth(TimeSpan.FromMicroseconds(Math.Round(cpus * DefaultPeriod.TotalMicroseconds)), DefaultPeriod);
    }

    /// <summary>As the kernel writes it, in microseconds: <c>max 100000</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Quota is { } quota ? KernelTime.ToMicroseconds(quota).ToString(CultureInfo.InvariantCulture) : "max")} {KernelTime.ToMicroseconds(Period)}");

    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupBandwidth bandwidth)
    {
        bandwidth = default;
        var cursor = new KernelText(text);
        if (!cursor.TryTakeLimit(out CgroupLimit quota) || !cursor.TryTake((byte)' ') || !cursor.TryTakeNumber(out long period) || !cursor.TryTakeEnd())
            return false;
        bandwidth = new CgroupBandwidth(quota.IsMax ? null : KernelTime.FromMicroseconds(quota.Value), KernelTime.FromMicroseconds(period));
        return true;
    }
}
