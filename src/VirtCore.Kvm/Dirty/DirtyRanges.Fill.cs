namespace VirtCore.Kvm;

public unsafe ref partial struct DirtyRanges
{
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

    // A run begins and ends where a bit differs from the one before it. The edges one after the other are the ranges already, as first page and end, so they are written into the buffer
    // as they are found, and each end made a count afterwards. That has no branch that depends on what the guest did, which is what a loop over the runs spends its time with.
    private int FillByEdges(Span<GuestPageRange> ranges)
    {
        int word = (int)(_position / 64);
        int length = _bitmap.Length;
        if (length - word < DirtyEdges.BlockWords || ranges.Length < DirtyEdges.MostOfWord)
            return 0;

        // SAFETY: a range is two ulongs. Words are read from `word` to below `length`, and the one before that, from word + 1 on; an edge is written where there is room for all that a word can have, see `last`.
        fixed (ulong* words = _bitmap)
        fixed (GuestPageRange* first = ranges)
        {
            ulong* edges = (ulong*)first;
            ulong* last = edges + ((long)ranges.Length * 2) - DirtyEdges.MostOfWord;
            ulong* paired = edges;

            // Where a walk begins or goes on no run is open, whatever the bit before.
            ulong start = words[word] & (ulong.MaxValue << (int)(_position % 64));
            ulong* to = DirtyEdges.Write(start ^ (start << 1), edges, _firstPage + ((ulong)word * 64));
            word++;

            // Up to where the words are aligned for the vectors.
            int head = (int)((64 - ((ulong)(words + word) % 64)) % 64 / 8);
            for (int end = word + head; word < end && to <= last; word++)
                to = DirtyEdges.Write(DirtyEdges.OfWord(words + word), to, _firstPage + ((ulong)word * 64));
            ulong* found = stackalloc ulong[DirtyEdges.BlockWords];
            for (; length - word >= DirtyEdges.BlockWords && to <= last; word += DirtyEdges.BlockWords)
            {
                ulong live = DirtyEdges.Find(words + word, found);
                if (live == 0)
                    continue;
                to = DirtyEdges.Write(found, live, to, last, _firstPage + ((ulong)word * 64));
                if (to <= last)
                    paired = DirtyEdges.Pair(paired, to);
            }

            for (; word < length && to <= last; word++)
                to = DirtyEdges.Write(DirtyEdges.OfWord(words + word), to, _firstPage + ((ulong)word * 64));
            _position = (ulong)length * 64;
            long count = to - edges;
            if (to > last)
                _position = to[-1] - _firstPage; // no room for another word: a run that is open is left for the next time, from its start
            else if ((count & 1) != 0)
                edges[count++] = _firstPage + _position; // the run that the bitmap ends with
            DirtyEdges.Pair(paired, edges + count);
            return (int)(count / 2);
        }
    }
}
