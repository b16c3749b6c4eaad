using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace VirtCore.Kvm;

/// <summary>Where runs of set bits begin and end: the places where a bit differs from the one before it, which in a word is <c>word ^ (word &lt;&lt; 1 | last bit of the word before)</c>.</summary>
/// <remarks>Clean and wholly dirty stretches have no edges, so both are skipped alike.</remarks>
internal static unsafe class DirtyEdges
{
    /// <summary>How many words are looked through at once.</summary>
    public const int BlockWords = 64;

    /// <summary>How many edges a word may write, with those that are written ahead and do not count.</summary>
    public const int MostOfWord = 64 + Ahead;

    private const int Ahead = 4;

    /// <summary>Finds the edges of a block's words.</summary>
    /// <param name="words">The block. The word before it is read too.</param>
    /// <param name="edges">For the edges: a word for each word.</param>
    /// <returns>Which words have any: a bit for each.</returns>
    public static ulong Find(ulong* words, ulong* edges)
    {
        ulong live = 0;
        if (Avx512F.IsSupported)
        {
            Vector512<ulong> left = Vector512.Create(words[-1]);
            for (int i = 0; i < BlockWords; i += 8)
            {
                Vector512<ulong> current = Vector512.Load(words + i);
                Vector512<ulong> before = Avx512F.AlignRight64(current, left, 7);
                Vector512<ulong> found = current ^ ((current << 1) | (before >> 63));
                live |= (~Vector512.Equals(found, default)).ExtractMostSignificantBits() << i;
                found.Store(edges + i);
                left = current;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < BlockWords; i += 4)
            {
                Vector256<ulong> current = Vector256.Load(words + i);
                Vector256<ulong> before = Vector256.Load(words + i - 1);
                Vector256<ulong> found = current ^ ((current << 1) | (before >> 63));
                live |= (ulong)(~Vector256.Equals(found, default)).ExtractMostSignificantBits() << i;
                found.Store(edges + i);
            }
        }
        else
        {
            for (int i = 0; i < BlockWords; i++)
            {
                edges[i] = OfWord(words + i);
                live |= (edges[i] != 0 ? 1UL : 0) << i;
            }
        }

        return live;
    }

    /// <summary>The edges of a word. The one before it is read too.</summary>
    public static ulong OfWord(ulong* word) => *word ^ ((*word << 1) | (word[-1] >> 63));

    /// <summary>Writes the edges of a block as page numbers.</summary>
    /// <param name="found">The edges of its words.</param>
    /// <param name="live">Which words have any.</param>
    /// <param name="edges">Where to.</param>
    /// <param name="last">From there on no word is begun.</param>
    /// <param name="page">The number of the block's first page.</param>
    /// <returns>Behind the last edge; beyond <paramref name="last"/> where words may have been left out.</returns>
    public static ulong* Write(ulong* found, ulong live, ulong* edges, ulong* last, ulong page)
    {
        for (; live != 0 && edges <= last; live &= live - 1)
        {
            uint i = (uint)BitOperations.TrailingZeroCount(live);
            edges = Write(found[i], edges, page + (i * 64));
        }

        return edges;
    }

    /// <summary>Writes the edges of a word.</summary>
    /// <returns>Behind the last one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ulong* Write(ulong word, ulong* edges, ulong page)
    {
        int count = BitOperations.PopCount(word);
        ulong* end = edges + count;
        if (Avx512Vbmi2.IsSupported)
        {
            // Each byte of the vector looks at the bit of its number; the numbers of those that see one are moved together.
            Vector512<byte> ofBit = Vector512.Create(0UL, 0x0101010101010101, 0x0202020202020202, 0x0303030303030303, 0x0404040404040404, 0x0505050505050505, 0x0606060606060606, 0x0707070707070707).AsByte();
            Vector512<byte> bit = Vector512.Create(0x8040201008040201).AsByte();
            Vector512<byte> seen = Vector512.Equals(Avx512BW.Shuffle(Vector512.Create(word).AsByte(), ofBit) & bit, bit);
            Vector512<byte> bits = Avx512Vbmi2.Compress(default, seen, Vector512<byte>.Indices);
            (Avx512F.ConvertToVector512UInt64(bits.GetLower().GetLower()) + Vector512.Create(page)).Store(edges);
            for (edges += 8; edges < end; edges += 8)
            {
                bits = Avx512F.AlignRight64(bits.AsUInt64(), bits.AsUInt64(), 1).AsByte();
                (Avx512F.ConvertToVector512UInt64(bits.GetLower().GetLower()) + Vector512.Create(page)).Store(edges);
            }

            return end;
        }

        // Four at once without a question: few words have more. An empty rest counts as bit 64; what it writes lies behind the end.
        edges[0] = page + (uint)BitOperations.TrailingZeroCount(word);
        word &= word - 1;
        edges[1] = page + (uint)BitOperations.TrailingZeroCount(word);
        word &= word - 1;
        edges[2] = page + (uint)BitOperations.TrailingZeroCount(word);
        word &= word - 1;
        edges[3] = page + (uint)BitOperations.TrailingZeroCount(word);
        if (count > Ahead)
        {
            edges += Ahead;
            word &= word - 1;
            do
            {
                *edges++ = page + (uint)BitOperations.TrailingZeroCount(word);
                word &= word - 1;
            }
            while (word != 0);
        }

        return end;
    }

    /// <summary>Makes (first, end) to (first, count), of whole pairs.</summary>
    /// <returns>Behind the last pair.</returns>
    public static ulong* Pair(ulong* edges, ulong* end)
    {
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<ulong> odd = Vector512.Create(0UL, ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue);
            Vector512<ulong> left = Vector512.Create(0UL, 0, 2, 2, 4, 4, 6, 6);
            for (; edges + 8 <= end; edges += 8)
            {
                Vector512<ulong> pairs = Vector512.Load(edges);
                (pairs - (Vector512.Shuffle(pairs, left) & odd)).Store(edges);
            }
        }

        for (; edges + 2 <= end; edges += 2)
            edges[1] -= edges[0];
        return edges;
    }
}
