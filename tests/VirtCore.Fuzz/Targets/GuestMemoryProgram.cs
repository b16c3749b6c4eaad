using System.Buffers.Binary;
using VirtCore.Kvm;

namespace VirtCore.Fuzz;

/// <summary>An input as what is done to a guest's memory. Beyond its end it is zeros.</summary>
internal ref struct GuestMemoryProgram(ReadOnlySpan<byte> input)
{
    private const ulong PageSize = 4096;

    private ReadOnlySpan<byte> _rest = input;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public byte NextByte()
    {
        if (_rest.IsEmpty)
            return 0;
        byte value = _rest[0];
        _rest = _rest[1..];
        return value;
    }

    public ulong NextNumber()
    {
        Span<byte> bytes = stackalloc byte[8];
        foreach (ref byte value in bytes)
            value = NextByte();
        return BinaryPrimitives.ReadUInt64LittleEndian(bytes);
    }

    /// <summary>A region: small ones near 0, near 2^64 or anywhere; now and then one that cannot be, or that no host has the addresses for.</summary>
    public GuestMemoryRegionOptions NextRegion()
    {
        byte kind = NextByte();
        ulong address = (kind % 3) switch
        {
            0 => NextByte() % 16UL * PageSize,
            1 => 0 - ((1 + (NextByte() % 16UL)) * PageSize),
            _ => NextNumber(),
        };
        byte size = NextByte();
        ulong length = (kind >> 4) switch
        {
            13 => (ulong)size + 1,
            14 => 1UL << (47 + (size % 17)),
            15 => 0 - (size * PageSize),
            _ => size % 5UL * PageSize,
        };
        return new GuestMemoryRegionOptions(address, length, (kind & 8) == 0 ? GuestMemoryBacking.Anonymous : GuestMemoryBacking.Memfd);
    }

    /// <summary>An address: around the beginning or the end of a region, or any.</summary>
    public ulong NextAddress(IReadOnlyList<GuestMemoryRegionOptions> regions)
    {
        byte kind = NextByte();
        GuestMemoryRegionOptions region = regions[(kind >> 2) % regions.Count];
        return (kind & 3) switch
        {
            0 => region.GuestAddress + ((ulong)NextByte() << 8) + NextByte(),
            1 => region.GuestAddress + region.Length - NextByte(),
            2 => region.GuestAddress + (ulong)(sbyte)NextByte() * PageSize,
            _ => NextNumber(),
        };
    }

    /// <summary>A length: mostly small, or in pages, or any.</summary>
    public ulong NextLength()
    {
        byte kind = NextByte();
        return (kind & 3) switch
        {
            0 => (ulong)kind >> 2,
            1 => ((ulong)kind >> 2) % 16 * PageSize,
            2 => ((ulong)NextByte() << 8) + NextByte(),
            _ => NextNumber(),
        };
    }
}
