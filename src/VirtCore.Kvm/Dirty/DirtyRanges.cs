using System.Numerics;

namespace VirtCore.Kvm;

/// <summary>Walks a bitmap of pages: each run of set bits is a <see cref="GuestPageRange"/>, as long as it can be, in ascending order.</summary>
/// <remarks>
/// The bitmap is as the kernel writes it: page n is bit n mod 64 of word n / 64. <c>foreach</c> is the plain way; <see cref="Fill"/> is the fast one.
/// Both go on where the other has stopped, which is at <see cref="Position"/>: keep that number to go on in another walker, for example across an await.
/// Nothing is allocated. The bitmap must not change meanwhile: the ranges would mean nothing, though they would still lie within it.
/// </remarks>
public unsafe ref partial struct DirtyRanges
{
    private readonly ReadOnlySpan<ulong> _bitmap;
    private readonly ulong _firstPage;
    private ulong _position;
    private GuestPageRange _current;

    /// <summary>Walks a bitmap from its start.</summary>
    /// <param name="bitmap">The words.</param>
    /// <param name="firstPage">What number its first bit has.</param>
    /// <param name="position">Where to begin, in bits from the bitmap's start: what <see cref="Position"/> of an earlier walker said.</param>
    /// <exception cref="ArgumentOutOfRangeException">The position is beyond the bitmap, or the last page's number beyond 2^64.</exception>
    public DirtyRanges(ReadOnlySpan<ulong> bitmap, ulong firstPage = 0, ulong position = 0)
    {
        ulong bits = (ulong)bitmap.Length * 64;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(position, bits);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(firstPage, ulong.MaxValue - bits);
        _bitmap = bitmap;
        _firstPage = firstPage;
        _position = position;
    }

    /// <summary>Where the walk goes on, in bits from the bitmap's start. Every page before it was reported or is clean.</summary>
    public readonly ulong Position => _position;

    /// <summary>The range that <see cref="MoveNext"/> came to.</summary>
    public readonly GuestPageRange Current => _current;

    /// <summary>For <c>foreach</c>: a copy of this walker, which itself stays where it is.</summary>
    public readonly DirtyRanges GetEnumerator() => this;

    /// <summary>Goes on to the next range.</summary>
    /// <returns>False: there is none, and <see cref="Position"/> is the bitmap's end.</returns>
    public bool MoveNext()
    {
        ulong start = Find(_position, 0);
        ulong end = Find(start, ulong.MaxValue);
        _position = end;
        if (start == end)
            return false;
        _current = new GuestPageRange(_firstPage + start, end - start);
        return true;
    }

    // The first bit from a position on that differs from the bits of `skipped`, which are all alike; else the bitmap's end.
    private readonly ulong Find(ulong position, ulong skipped)
    {
        int word = (int)(position / 64);
        if (word >= _bitmap.Length)
            return position;
        ulong rest = (_bitmap[word] ^ skipped) >> (int)(position % 64);
        if (rest != 0)
            return position + (ulong)BitOperations.TrailingZeroCount(rest);

        // Most runs end within the next word; the vectorised search pays after that.
        if (++word < _bitmap.Length && (rest = _bitmap[word] ^ skipped) == 0)
        {
            int more = _bitmap[word..].IndexOfAnyExcept(skipped);
            word = more < 0 ? _bitmap.Length : word + more;
            rest = more < 0 ? 0 : _bitmap[word] ^ skipped;
        }

        return (ulong)word * 64 + (rest == 0 ? 0 : (ulong)BitOperations.TrailingZeroCount(rest));
    }
}
