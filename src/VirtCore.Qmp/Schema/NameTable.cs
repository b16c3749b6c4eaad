using System.Text;

namespace VirtCore.Qmp;

/// <summary>Names by number and numbers by name: one array of bytes, one of offsets, one hash table.</summary>
internal sealed class NameTable
{
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly ushort[] _slots;

    public NameTable(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends, ReadOnlySpan<ushort> slots)
    {
        _bytes = bytes.ToArray();
        _ends = ends.ToArray();
        _slots = slots.ToArray();
    }

    public ReadOnlySpan<byte> this[int name] => Of(_bytes, _ends, name);

    /// <summary>The number of a name, or -1.</summary>
    public int Find(ReadOnlySpan<char> name)
    {
        Span<byte> utf8 = stackalloc byte[128];
        return name.Length <= utf8.Length && Encoding.ASCII.TryGetBytes(name, utf8, out int length) ? Find(utf8[..length]) : -1;
    }

    private int Find(ReadOnlySpan<byte> name)
    {
        int mask = _slots.Length - 1;
        for (int slot = (int)NameHash.Of(name) & mask; _slots[slot] != 0; slot = (slot + 1) & mask)
        {
            if (this[_slots[slot] - 1].SequenceEqual(name))
                return _slots[slot] - 1;
        }

        return -1;
    }

    public static ReadOnlySpan<byte> Of(ReadOnlySpan<byte> bytes, ReadOnlySpan<int> ends, int name)
    {
        int start = name == 0 ? 0 : ends[name - 1];
        return bytes[start..ends[name]];
    }
}
