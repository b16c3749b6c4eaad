using System.Collections;
using System.Globalization;
using System.Text;

namespace VirtCore.Host;

/// <summary>A set of CPUs or memory nodes in the kernel's list format: <c>0-3,7</c>.</summary>
/// <remarks>Immutable, ordered, each number once. See <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpuset-interface-files">cpuset.cpus</see>.</remarks>
public sealed class IndexSet : IReadOnlyCollection<int>, IEquatable<IndexSet>
{
    /// <summary>The largest number that may be in one. No kernel has so many CPUs or nodes.</summary>
    public const int MaxIndex = 65535;

    private readonly (int First, int Last)[] _ranges;

    private IndexSet((int First, int Last)[] ranges)
    {
        _ranges = ranges;
        foreach ((int first, int last) in ranges)
            Count += last - first + 1;
    }

    /// <summary>The one with nothing in it.</summary>
    public static IndexSet Empty { get; } = new([]);

    /// <inheritdoc/>
    public int Count { get; }

    /// <summary>These numbers, in any order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is negative, or larger than <see cref="MaxIndex"/>.</exception>
    public static IndexSet Of(params IEnumerable<int> indexes)
    {
        ArgumentNullException.ThrowIfNull(indexes);
        List<(int First, int Last)> ranges = [];
        foreach (int index in indexes)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(index, nameof(indexes));
            ArgumentOutOfRangeException.ThrowIfGreaterThan(index, MaxIndex, nameof(indexes));
            ranges.Add((index, index));
        }

        return Normalized(ranges);
    }

    /// <summary>The numbers from one to another, both included.</summary>
    /// <exception cref="ArgumentOutOfRangeException">One is negative or larger than <see cref="MaxIndex"/>, or the last comes before the first.</exception>
    public static IndexSet Range(int first, int last)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfLessThan(last, first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(last, MaxIndex);
        return new IndexSet([(first, last)]);
    }

    /// <summary>Reads the kernel's list format.</summary>
    /// <exception cref="FormatException">It is none.</exception>
    public static IndexSet Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return TryParse(text, out IndexSet? list) ? list : throw new FormatException($"\"{text}\" is no list of numbers such as \"0-3,7\".");
    }

    /// <summary>Reads the kernel's list format.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(string? text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IndexSet? list)
    {
        list = null;
        return text is not null && TryParse(Encoding.UTF8.GetBytes(text.TrimEnd('\n') + '\n'), out list);
    }

    /// <summary>Whether a number is in it.</summary>
    public bool Contains(int index) => Array.Exists(_ranges, range => range.First <= index && index <= range.Last);

    /// <inheritdoc/>
    public bool Equals(IndexSet? other) => other is not null && _ranges.AsSpan().SequenceEqual(other._ranges);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as IndexSet);

    /// <inheritdoc/>
    public override int GetHashCode() => _ranges.Length == 0 ? 0 : HashCode.Combine(_ranges.Length, _ranges[0], _ranges[^1]);

    /// <inheritdoc/>
    public IEnumerator<int> GetEnumerator()
    {
        foreach ((int first, int last) in _ranges)
        {
            for (int index = first; index <= last; index++)
                yield return index;
        }
    }

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>In the kernel's list format; empty for the empty one.</summary>
    public override string ToString() => string.Join(',', _ranges.Select(static range => range.First == range.Last
        ? range.First.ToString(CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $"{range.First}-{range.Last}")));

    /// <summary>Reads a file's text, with its line end.</summary>
    internal static bool TryParse(ReadOnlySpan<byte> text, [System.Diagnostics.CodeAnalysis.NotNullWhen(true)] out IndexSet? list)
    {
        list = Empty;
        var cursor = new KernelText(text);
        if (cursor.TryTakeEnd())
            return true;
        list = null;
        List<(int First, int Last)> ranges = [];
        do
        {
            if (!cursor.TryTakeNumber(out long first))
                return false;
            long last = first;
            if (cursor.TryTake((byte)'-') && !cursor.TryTakeNumber(out last))
                return false;
            if (last < first || last > MaxIndex)
                return false;
            ranges.Add(((int)first, (int)last));
        }
        while (cursor.TryTake((byte)','));

        list = cursor.TryTakeEnd() ? Normalized(ranges) : null;
        return list is not null;
    }

    private static IndexSet Normalized(List<(int First, int Last)> ranges)
    {
        ranges.Sort();
        List<(int First, int Last)> merged = [];
        foreach ((int first, int last) in ranges)
        {
            if (merged.Count != 0 && first <= merged[^1].Last + 1)
                merged[^1] = (merged[^1].First, Math.Max(merged[^1].Last, last));
            else
                merged.Add((first, last));
        }

        return new IndexSet([.. merged]);
    }
}
