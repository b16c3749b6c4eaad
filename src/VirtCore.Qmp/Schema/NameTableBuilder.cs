using System.Buffers;

namespace VirtCore.Qmp;

/// <summary>Collects names, each once, in pooled arrays.</summary>
internal ref struct NameTableBuilder
{
    // A QEMU names about 300 commands, events and built-in types in 6 KiB; a table half full finds them at once.
    private const int FirstSlots = 1024;
    private const int MostNames = ushort.MaxValue - 1;

    private byte[] _bytes = ArrayPool<byte>.Shared.Rent(8 * 1024);
    private int[] _ends = ArrayPool<int>.Shared.Rent(512);
    private ushort[] _slots = ArrayPool<ushort>.Shared.Rent(FirstSlots);
    private int _slotCount = FirstSlots;
    private int _length;

    public NameTableBuilder() => _slots.AsSpan(0, _slotCount).Clear();

    public int Count { get; private set; }

    /// <exception cref="QmpProtocolException">There are more names than any QEMU has.</exception>
    public int Intern(ReadOnlySpan<byte> name)
    {
        int mask = _slotCount - 1;
        int slot = (int)NameHash.Of(name) & mask;
        while (_slots[slot] != 0)
        {
            int known = _slots[slot] - 1;
            int start = known == 0 ? 0 : _ends[known - 1];
            if (_bytes.AsSpan(start, _ends[known] - start).SequenceEqual(name))
                return known;
            slot = (slot + 1) & mask;
        }

        return Add(name, slot);
    }

    public readonly NameTable Build() => new(_bytes.AsSpan(0, _length), _ends.AsSpan(0, Count), _slots.AsSpan(0, _slotCount));

    /// <summary>Gives the arrays back.</summary>
    public readonly void Return()
    {
        ArrayPool<byte>.Shared.Return(_bytes);
        ArrayPool<int>.Shared.Return(_ends);
        ArrayPool<ushort>.Shared.Return(_slots);
    }

    private int Add(ReadOnlySpan<byte> name, int slot)
    {
        if (Count == MostNames)
            throw new QmpProtocolException($"the schema has more than {MostNames} names");
        PooledArray.EnsureRoom(ref _bytes, _length, name.Length);
        PooledArray.EnsureRoom(ref _ends, Count, 1);
        name.CopyTo(_bytes.AsSpan(_length));
        _length += name.Length;
        _ends[Count++] = _length;
        _slots[slot] = (ushort)Count;
        if (Count * 2 > _slotCount)
            Rehash();
        return Count - 1;
    }

    private void Rehash()
    {
        ArrayPool<ushort>.Shared.Return(_slots);
        _slotCount *= 2;
        _slots = ArrayPool<ushort>.Shared.Rent(_slotCount);
        _slots.AsSpan(0, _slotCount).Clear();
        for (int name = 0; name < Count; name++)
        {
            int slot = (int)NameHash.Of(NameTable.Of(_bytes, _ends, name)) & (_slotCount - 1);
            while (_slots[slot] != 0)
                slot = (slot + 1) & (_slotCount - 1);
            _slots[slot] = (ushort)(name + 1);
        }
    }
}
