using System.Text;

namespace VirtCore.Host;

/// <summary>The keys of one kind of kernel file, each with a slot for its value, and the fast way from the one to the other.</summary>
/// <remarks>
/// A kernel writes its keys always in the same order, only which order differs between versions. So each key is first compared with the one that followed its
/// predecessor the last time, and searched only when that fails: the table learns the running kernel's order from the first file. What is read
/// does not depend on what was learnt. Thread-safe without a lock: a learnt successor is one int, and any is valid.
/// </remarks>
internal sealed class KeyTable
{
    private readonly byte[][] _keys; // each with its separator
    private readonly int[] _next; // by slot; the last is what comes first
    private readonly int[] _buckets; // slot + 1
    private readonly byte _separator;

    public KeyTable(char separator, params ReadOnlySpan<string> keys)
    {
        _separator = (byte)separator;
        _keys = new byte[keys.Length][];
        _next = new int[keys.Length + 1];
        _buckets = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)keys.Length * 4)];
        for (int slot = 0; slot < keys.Length; slot++)
        {
            _keys[slot] = Encoding.UTF8.GetBytes(keys[slot] + separator);
            _next[slot] = (slot + 1) % keys.Length;
            int bucket = BucketOf(_keys[slot]);
            while (_buckets[bucket] != 0)
                bucket = (bucket + 1) % _buckets.Length;
            _buckets[bucket] = slot + 1;
        }
    }

    /// <summary>How many slots there are; and, as a slot, what stands before the first key.</summary>
    public int Count => _keys.Length;

    /// <summary>A value as it is kept: one more than it is, so that 0 is none.</summary>
    public static long? ValueOf(ulong kept) => kept == 0 ? null : (long)(kept - 1);

    /// <summary>The slot of the key that a text begins with, and the length of the key with its separator; negative for a key that is not in the table.</summary>
    /// <param name="text">The rest of the file.</param>
    /// <param name="previous">The slot of the last known key before it; <see cref="Count"/> when there was none.</param>
    /// <param name="length">The length of the key with its separator, when it is known.</param>
    public int Match(ReadOnlySpan<byte> text, int previous, out int length)
    {
        int expected = _next[previous];
        byte[] key = _keys[expected];
        length = key.Length;
        return text.StartsWith(key) ? expected : Search(text, previous, out length);
    }

    /// <summary>Reads a flat keyed file: lines of <c>KEY VALUE</c>. Lines with unknown keys are passed over.</summary>
    /// <param name="text">The file.</param>
    /// <param name="values">A slot a key; those not in the file keep what they have.</param>
    /// <returns>False when a known key has no number behind it, or the last line is cut.</returns>
    public bool TryParse(ReadOnlySpan<byte> text, Span<ulong> values)
    {
        int previous = Count;
        while (!text.IsEmpty)
        {
            int slot = Match(text, previous, out int at);
            if (slot < 0)
            {
                int end = text.IndexOf((byte)'\n');
                if (end < 0)
                    return false;
                text = text[(end + 1)..];
                continue;
            }

            int begin = at;
            ulong number = 0;
            uint digit;
            while ((uint)at < (uint)text.Length && (digit = (uint)text[at] - '0') <= 9)
            {
                number = (number * 10) + digit;
                at++;
            }

            if (at == begin || at == text.Length || text[at] != '\n' || (at - begin > 18 && !IsInRange(text[begin..])))
                return false;
            values[slot] = number + 1;
            text = text[(at + 1)..];
            previous = slot;
        }

        return true;
    }

    private static bool IsInRange(ReadOnlySpan<byte> text) => new KernelText(text).TryTakeNumber(out _);

    private int Search(ReadOnlySpan<byte> text, int previous, out int length)
    {
        int end = text.IndexOfAny(_separator, (byte)'\n');
        length = end + 1;
        if (end < 0 || text[end] != _separator)
            return -1;
        ReadOnlySpan<byte> key = text[..length];
        for (int bucket = BucketOf(key); _buckets[bucket] != 0; bucket = (bucket + 1) % _buckets.Length)
        {
            int slot = _buckets[bucket] - 1;
            if (!key.SequenceEqual(_keys[slot]))
                continue;
            _next[previous] = slot;
            return slot;
        }

        return -1;
    }

    // FNV-1a; https://datatracker.ietf.org/doc/html/draft-eastlake-fnv
    private int BucketOf(ReadOnlySpan<byte> key)
    {
        uint hash = 2166136261;
        foreach (byte next in key)
            hash = (hash ^ next) * 16777619;
        return (int)(hash & (uint)(_buckets.Length - 1));
    }
}
