namespace VirtCore.Bench;

/// <summary>The dirty bitmap of a guest of 64 GiB that is not there, made as the floor makes it: bit by bit, by a generator of one seed.</summary>
/// <remarks>
/// Clustered: runs of dirty pages whose lengths are geometric with a mean of 64 pages, between clean ones with the geometric lengths that make the share (a page's state depends on the one before it alone).
/// Scattered: each page is dirty or not for itself.
/// </remarks>
internal static class DirtyGuest
{
    public const int Words = 1 << 18;

    public static ulong[] Make(bool clustered, uint percent)
    {
        // Probabilities by 2^64.
        ulong begins = clustered ? (1UL << 58) * percent / (100 - percent) : ulong.MaxValue / 100 * percent;
        ulong ends = clustered ? 1UL << 58 : ulong.MaxValue - begins;
        ulong[] bitmap = new ulong[Words];
        ulong state = percent;
        bool dirty = false;
        foreach (ref ulong word in bitmap.AsSpan())
        {
            for (int bit = 0; bit < 64; bit++)
            {
                dirty ^= Next(ref state) < (dirty ? ends : begins);
                word |= (dirty ? 1UL : 0) << bit;
            }
        }

        return bitmap;
    }

    // SplitMix64, by Guy Steele and others.
    private static ulong Next(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ z >> 30) * 0xBF58476D1CE4E5B9;
        z = (z ^ z >> 27) * 0x94D049BB133111EB;
        return z ^ z >> 31;
    }
}
