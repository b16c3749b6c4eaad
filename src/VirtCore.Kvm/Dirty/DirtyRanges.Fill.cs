using System.Numerics;
using System.Runtime.Intrinsics;

namespace VirtCore.Kvm;

public unsafe ref partial struct DirtyRanges
{
    private const int BlockWords = 64;
    private const int EdgesAtOnce = 4;

    // What one word can add: an edge at each bit, and what is written ahead.
    private const int Headroom = 64 + EdgesAtOnce;

    /// <summary>Goes on to the next ranges, as many as there are or as the buffer takes.</summary>
    /// <param name="ranges">The caller's buffer. Its content behind what was filled is undefined. From a few hundred ranges on it is fastest.</param>
    /// <returns>How many were filled. Fewer than the buffer takes: that was all, and <see cref="Position"/> is the bitmap's end.</returns>
    /// <remarks>A range is never cut at the buffer's end: it is reported whole, now or next time.</remarks>
    public int Fill(Span<GuestPageRange> ranges)
    {
        int count = FillByEdges(ranges);
        while (count < ranges.Length && MoveNext())
            ranges[count++] = _current;
        return count;
    }

    // A run begins and ends where a bit differs from the one before it, so the edges of a word are word ^ (word << 1 | last bit of the word before), and
    // the edges one after the other are already the ranges, as first page and end. That has no branch for what depends on the guest, other than a word with
    // more than four edges, and it is a range of ulongs that is written in order. A clean or a wholly dirty stretch has no edges: both are skipped alike.
    private int FillByEdges(Span<GuestPageRange> ranges)
    {
        int word = (int)(_position / 64);
        int length = _bitmap.Length;
        int room = int.Min(ranges.Length, int.MaxValue / 2) * 2;
        if (length - word < BlockWords || room < Headroom)
            return 0;

        // SAFETY: a range is two ulongs. Words are read from `word` to below `length`, and the one before that, from word + 1 on; edges are written below `room`,
        // as each word begins with the headroom for all it can have.
        fixed (ulong* words = _bitmap)
        fixed (GuestPageRange* first = ranges)
        {
            ulong* edges = (ulong*)first;
            int count = 0;
            int paired = 0;

            // Where a walk begins or goes on, no run is open, whatever the bit before.
            ulong current = words[word] & (ulong.MaxValue << (int)(_position % 64));
            count = Write(edges, 0, current ^ (current << 1), _firstPage + (ulong)word * 64);
            word++;
            while (length - word >= BlockWords)
            {
                ulong live = WordsWithEdges(words + word);
                for (; live != 0; live &= live - 1)
                {
                    int at = word + BitOperations.TrailingZeroCount(live);
                    if (room - count < Headroom)
                        return Stop(edges, count, paired);
                    current = words[at];
                    count = Write(edges, count, current ^ ((current << 1) | (words[at - 1] >> 63)), _firstPage + (ulong)at * 64);
                }

                word += BlockWords;
                paired = Pair(edges, paired, count);
            }

            for (; word < length; word++)
            {
                if (room - count < Headroom)
                    return Stop(edges, count, paired);
                current = words[word];
                count = Write(edges, count, current ^ ((current << 1) | (words[word - 1] >> 63)), _firstPage + (ulong)word * 64);
            }

            ulong bits = (ulong)length * 64;
            if ((count & 1) != 0)
                edges[count++] = _firstPage + bits;
            Pair(edges, paired, count);
            _position = bits;
            return count / 2;
        }
    }

    // A run that is open is left for the next time, from its start.
    private int Stop(ulong* edges, int count, int paired)
    {
        Pair(edges, paired, count);
        if (count == 0)
            return 0;
        _position = (count & 1) != 0 ? edges[count - 1] - _firstPage : edges[count - 2] + edges[count - 1] - _firstPage;
        return count / 2;
    }

    private static int Write(ulong* edges, int count, ulong word, ulong page)
    {
        int added = BitOperations.PopCount(word);
        edges += count;
        // An empty rest counts as bit 64: what is written then lies behind the count.
        for (int i = 0; i < EdgesAtOnce; i++)
        {
            edges[i] = page + (ulong)BitOperations.TrailingZeroCount(word);
            word &= word - 1;
        }

        for (int i = EdgesAtOnce; i < added; i++)
        {
            edges[i] = page + (ulong)BitOperations.TrailingZeroCount(word);
            word &= word - 1;
        }

        return count + added;
    }

    // Makes (first, end) to (first, count), of whole pairs.
    private static int Pair(ulong* edges, int from, int to)
    {
        to &= ~1;
        if (Vector512.IsHardwareAccelerated)
        {
            Vector512<ulong> odd = Vector512.Create(0UL, ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue, 0, ulong.MaxValue);
            Vector512<ulong> left = Vector512.Create(0UL, 0, 2, 2, 4, 4, 6, 6);
            for (; from <= to - 8; from += 8)
            {
                Vector512<ulong> pairs = Vector512.Load(edges + from);
                (pairs - (Vector512.Shuffle(pairs, left) & odd)).Store(edges + from);
            }
        }

        for (; from < to; from += 2)
            edges[from + 1] -= edges[from];
        return from;
    }

    private static ulong WordsWithEdges(ulong* words)
    {
        ulong live = 0;
        if (Vector512.IsHardwareAccelerated)
        {
            for (int i = 0; i < BlockWords; i += 8)
            {
                Vector512<ulong> current = Vector512.Load(words + i);
                Vector512<ulong> before = Vector512.Load(words + i - 1);
                Vector512<ulong> same = Vector512.Equals(current, (current << 1) | (before >> 63));
                live |= (same.ExtractMostSignificantBits() ^ 0xFF) << i;
            }
        }
        else if (Vector256.IsHardwareAccelerated)
        {
            for (int i = 0; i < BlockWords; i += 4)
            {
                Vector256<ulong> current = Vector256.Load(words + i);
                Vector256<ulong> before = Vector256.Load(words + i - 1);
                Vector256<ulong> same = Vector256.Equals(current, (current << 1) | (before >> 63));
                live |= ((ulong)same.ExtractMostSignificantBits() ^ 0xF) << i;
            }
        }
        else
        {
            for (int i = 0; i < BlockWords; i++)
                live |= (words[i] != ((words[i] << 1) | (words[i - 1] >> 63)) ? 1UL : 0) << i;
        }

        return live;
    }
}
