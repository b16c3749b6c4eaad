namespace VirtCore.TestGuests;

/// <summary>Says whether the tiny guest's memory is what only the guest itself can have made of it.</summary>
/// <remarks>
/// The guest adds one to each page in order, so the pages' first bytes are one number up to some page, and one less (modulo 256) behind it.
/// A page that was lost, came late, came twice or at the wrong place makes a second step.
/// </remarks>
internal static class GuestMemoryOracle
{
    /// <summary>Reads a dump of the range (QMP's <c>pmemsave</c> with the guest stopped): the first byte of each page.</summary>
    /// <exception cref="InvalidDataException">It is empty or ends within a page.</exception>
    public static byte[] ReadDump(string path, int pageSize)
    {
        using FileStream dump = File.OpenRead(path);
        if (dump.Length == 0 || dump.Length % pageSize != 0)
            throw new InvalidDataException($"{path} has {dump.Length} bytes: not whole pages of {pageSize}.");
        byte[] firstBytes = new byte[dump.Length / pageSize];
        byte[] page = new byte[pageSize];
        for (int i = 0; i < firstBytes.Length; i++)
        {
            dump.ReadExactly(page);
            firstBytes[i] = page[0];
        }

        return firstBytes;
    }

    /// <summary>What is wrong with the range, or null.</summary>
    /// <param name="firstBytes">The first byte of each of its pages.</param>
    public static string? FindFault(ReadOnlySpan<byte> firstBytes)
    {
        if (firstBytes.IsEmpty)
            return "there are no pages";
        byte ahead = firstBytes[0];
        byte behind = (byte)(ahead - 1);
        int step = firstBytes.IndexOfAnyExcept(ahead);
        if (step < 0)
            return null;
        if (firstBytes[step] != behind)
            return $"page {step} has {firstBytes[step]} after {ahead}: only {behind} can follow";
        int second = firstBytes[step..].IndexOfAnyExcept(behind);
        return second < 0 ? null : $"page {step + second} has {firstBytes[step + second]} though the step from {ahead} to {behind} was at page {step}";
    }
}
