using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace VirtCore.Kvm;

/// <summary>Bitmaps of pages, as the kernel writes them: page n is bit n mod 64 of word n / 64.</summary>
public static class DirtyBitmap
{
    /// <summary>How many words a bitmap of so many pages has.</summary>
    /// <exception cref="OverflowException">More than an array can have.</exception>
    public static int WordsFor(ulong pages) => checked((int)(pages / 64 + (pages % 64 == 0 ? 0UL : 1)));

    /// <summary>How many pages are set.</summary>
    public static long Count(ReadOnlySpan<ulong> bitmap)
    {
        long count = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            ReadOnlySpan<Vector512<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(bitmap);
            count = CountVectors(vectors);
            bitmap = bitmap[(vectors.Length * Vector512<ulong>.Count)..];
        }

        foreach (ulong word in bitmap)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>Sets what is set in another bitmap: logs that were taken one after the other become one.</summary>
    /// <exception cref="ArgumentException">They are not of one length.</exception>
    public static void Or(Span<ulong> bitmap, ReadOnlySpan<ulong> other)
    {
        if (bitmap.Length != other.Length)
            throw new ArgumentException($"A bitmap of {other.Length} words does not fit one of {bitmap.Length}.", nameof(other));
        Span<Vector512<ulong>> vectors = MemoryMarshal.Cast<ulong, Vector512<ulong>>(bitmap);
        ReadOnlySpan<Vector512<ulong>> others = MemoryMarshal.Cast<ulong, Vector512<ulong>>(other);
        for (int i = 0; i < vectors.Length && i < others.Length; i++)
            vectors[i] |= others[i];
        for (int i = vectors.Length * Vector512<ulong>.Count; i < bitmap.Length; i++)
            bitmap[i] |= other[i];
    }

    // Eight vectors are added bit by bit (carry-save) before the sum's highest digit is counted: an eighth of the counting.
    private static long CountVectors(ReadOnlySpan<Vector512<ulong>> vectors)
    {
        Vector512<ulong> ones = default, twos = default, fours = default, eights = default;
        int i = 0;
        for (; i <= vectors.Length - 8; i += 8)
        {
            ReadOnlySpan<Vector512<ulong>> v = vectors.Slice(i, 8);
            Vector512<ulong> twosA = Add(ref ones, v[0], v[1]);
            Vector512<ulong> twosB = Add(ref ones, v[2], v[3]);
            Vector512<ulong> foursA = Add(ref twos, twosA, twosB);
            twosA = Add(ref ones, v[4], v[5]);
            twosB = Add(ref ones, v[6], v[7]);
            Vector512<ulong> foursB = Add(ref twos, twosA, twosB);
            eights += CountEach(Add(ref fours, foursA, foursB));
        }

        Vector512<ulong> sum = (eights << 3) + (CountEach(fours) << 2) + (CountEach(twos) << 1) + CountEach(ones);
        for (; i < vectors.Length; i++)
            sum += CountEach(vectors[i]);
        return (long)Vector512.Sum(sum);
    }

    private static Vector512<ulong> Add(ref Vector512<ulong> sum, Vector512<ulong> a, Vector512<ulong> b)
    {
        Vector512<ulong> either = a ^ b;
        Vector512<ulong> carry = (a & b) | (either & sum);
        sum ^= either;
        return carry;
    }

    private static Vector512<ulong> CountEach(Vector512<ulong> words)
    {
        words -= (words >> 1) & Vector512.Create(0x5555555555555555UL);
        words = (words & Vector512.Create(0x3333333333333333UL)) + ((words >> 2) & Vector512.Create(0x3333333333333333UL));
        words = (words + (words >> 4)) & Vector512.Create(0x0F0F0F0F0F0F0F0FUL);
        words += words >> 8;
        words += words >> 16;
        words += words >> 32;
        return words & Vector512.Create(0x7FUL);
    }
}
