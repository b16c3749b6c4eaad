namespace VirtCore.Host;

/// <summary>The one number of <c>pids.events</c> and <c>hugetlb.SIZE.events</c>: how often the limit was hit.</summary>
internal static class LimitHits
{
    private static readonly KeyTable s_keys = new(' ', "max");

    /// <summary>Reads the text of the file.</summary>
    /// <returns>False when it is none.</returns>
    public static bool TryParse(ReadOnlySpan<byte> text, out long hits)
    {
        ulong kept = 0;
        bool parsed = s_keys.TryParse(text, new Span<ulong>(ref kept));
        hits = KeyTable.ValueOf(kept) ?? 0;
        return parsed && kept != 0;
    }
}
