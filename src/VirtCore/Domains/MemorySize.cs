using System.Globalization;

namespace VirtCore;

/// <summary>An amount of memory in bytes, made from units that say what they are.</summary>
/// <param name="Bytes">The amount in bytes.</param>
public readonly record struct MemorySize(long Bytes) : IComparable<MemorySize>
{
    /// <summary>An amount in KiB (1,024 bytes).</summary>
    /// <exception cref="OverflowException">More than 8 EiB.</exception>
    public static MemorySize FromKibibytes(long kibibytes) => new(checked(kibibytes * (1L << 10)));

    /// <summary>An amount in MiB (1,048,576 bytes).</summary>
    /// <exception cref="OverflowException">More than 8 EiB.</exception>
    public static MemorySize FromMebibytes(long mebibytes) => new(checked(mebibytes * (1L << 20)));

    /// <summary>An amount in GiB (1,073,741,824 bytes).</summary>
    /// <exception cref="OverflowException">More than 8 EiB.</exception>
    public static MemorySize FromGibibytes(long gibibytes) => new(checked(gibibytes * (1L << 30)));

    /// <summary>The amount in whole MiB, rounded down.</summary>
    public long Mebibytes => Bytes >> 20;

    /// <inheritdoc/>
    public int CompareTo(MemorySize other) => Bytes.CompareTo(other.Bytes);

    /// <summary>Whether one amount is smaller.</summary>
    public static bool operator <(MemorySize left, MemorySize right) => left.Bytes < right.Bytes;

    /// <summary>Whether one amount is larger.</summary>
    public static bool operator >(MemorySize left, MemorySize right) => left.Bytes > right.Bytes;

    /// <summary>Whether one amount is not larger.</summary>
    public static bool operator <=(MemorySize left, MemorySize right) => left.Bytes <= right.Bytes;

    /// <summary>Whether one amount is not smaller.</summary>
    public static bool operator >=(MemorySize left, MemorySize right) => left.Bytes >= right.Bytes;

    /// <summary>The amount with the largest unit that fits: <c>256 MiB</c>.</summary>
    public override string ToString()
    {
        (double value, string unit) = Bytes switch
        {
            >= 1L << 40 => (Bytes / (double)(1L << 40), "TiB"),
            >= 1L << 30 => (Bytes / (double)(1L << 30), "GiB"),
            >= 1L << 20 => (Bytes / (double)(1L << 20), "MiB"),
            >= 1L << 10 => (Bytes / (double)(1L << 10), "KiB"),
            _ => (Bytes, "B"),
        };
        return string.Create(CultureInfo.InvariantCulture, $"{value:0.#} {unit}");
    }
}
