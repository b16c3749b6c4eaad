using System.Globalization;

namespace VirtCore.Host;

/// <summary>How busy a CPU is, for <c>cpu.uclamp.min</c> and <c>cpu.uclamp.max</c>: hundredths of a per cent up to 100.00, which the kernel calls <c>max</c>.</summary>
public readonly record struct CgroupUtilization
{
    private const int MaxHundredths = 10_000;

    private CgroupUtilization(int hundredths) => Hundredths = hundredths;

    /// <summary>The whole CPU: <c>max</c>.</summary>
    public static CgroupUtilization Max => new(MaxHundredths);

    /// <summary>Whether it is the whole CPU.</summary>
    public bool IsMax => Hundredths == MaxHundredths;

    /// <summary>In hundredths of a per cent, 0 to 10,000.</summary>
    public int Hundredths { get; }

    /// <summary>In per cent.</summary>
    public double Percent => Hundredths / 100.0;

    /// <summary>So many per cent, rounded to hundredths.</summary>
    /// <exception cref="ArgumentOutOfRangeException">Below 0, or above 100.</exception>
    public static CgroupUtilization OfPercent(double percent)
    {
        if (!(percent is >= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(percent), percent, "0 to 100 per cent.");
        return new CgroupUtilization((int)Math.Round(percent * 100));
    }

    /// <summary>As the kernel writes it: <c>12.50</c>, <c>max</c>.</summary>
    public override string ToString() => IsMax ? "max" : string.Create(CultureInfo.InvariantCulture, $"{Hundredths / 100}.{Hundredths % 100:00}");

    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupUtilization utilization)
    {
        utilization = Max;
        var cursor = new KernelText(text);
        if (cursor.TryTake("max"u8))
            return cursor.TryTakeEnd();
        if (!cursor.TryTakeHundredths(out long hundredths) || hundredths > MaxHundredths || !cursor.TryTakeEnd())
            return false;
        utilization = new CgroupUtilization((int)hundredths);
        return true;
    }
}
