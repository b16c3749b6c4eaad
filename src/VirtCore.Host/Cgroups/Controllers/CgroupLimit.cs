using System.Globalization;

namespace VirtCore.Host;

/// <summary>A limit of a cgroup's: a number in the unit of its file, or <c>max</c>, which is no limit.</summary>
/// <remarks>The default is <see cref="Max"/>.</remarks>
public readonly record struct CgroupLimit
{
    private readonly ulong _onePlus; // 0 is max

    private CgroupLimit(long value) => _onePlus = (ulong)value + 1;

    /// <summary>No limit: <c>max</c>.</summary>
    public static CgroupLimit Max => default;

    /// <summary>Whether there is no limit.</summary>
    public bool IsMax => _onePlus == 0;

    /// <summary>The number.</summary>
    /// <exception cref="InvalidOperationException">There is no limit.</exception>
    public long Value => IsMax ? throw new InvalidOperationException("There is no number: the limit is max.") : (long)(_onePlus - 1);

    /// <summary>A limit of so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static CgroupLimit Of(long value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(value);
        return new CgroupLimit(value);
    }

    /// <summary>A limit of so many.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is negative.</exception>
    public static implicit operator CgroupLimit(long value) => Of(value);

    /// <summary>As the kernel writes it.</summary>
    public override string ToString() => IsMax ? "max" : Value.ToString(CultureInfo.InvariantCulture);
}
