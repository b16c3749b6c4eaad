using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace VirtCore.Host;

/// <summary>A size of huge pages, as the hugetlb controller's files name it: <c>2MB</c>.</summary>
/// <param name="Bytes">How large such a page is.</param>
public readonly record struct HugePageSize(long Bytes)
{
    private static readonly (string Unit, int Shift)[] s_units = [("GB", 30), ("MB", 20), ("KB", 10)];

    /// <summary>2 MiB, the smallest of x86-64 and the usual one of arm64.</summary>
    public static HugePageSize TwoMebibytes { get; } = new(2L << 20);

    /// <summary>1 GiB.</summary>
    public static HugePageSize OneGibibyte { get; } = new(1L << 30);

    /// <summary>Reads a name of a size: <c>64KB</c>, <c>2MB</c>, <c>1GB</c>.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryParse([NotNullWhen(true)] string? text, out HugePageSize size)
    {
        foreach ((string unit, int shift) in s_units)
        {
            if (text is not null && text.EndsWith(unit, StringComparison.Ordinal)
                && long.TryParse(text.AsSpan(0, text.Length - unit.Length), NumberStyles.None, CultureInfo.InvariantCulture, out long number)
                && number > 0 && number <= long.MaxValue >> shift)
            {
                size = new HugePageSize(number << shift);
                return true;
            }
        }

        size = default;
        return false;
    }

    /// <summary>As the kernel writes it: in the largest unit of which it is at least one.</summary>
    public override string ToString()
    {
        foreach ((string unit, int shift) in s_units)
        {
            if (Bytes >> shift != 0)
                return (Bytes >> shift).ToString(CultureInfo.InvariantCulture) + unit;
        }

        return Bytes.ToString(CultureInfo.InvariantCulture);
    }
}
