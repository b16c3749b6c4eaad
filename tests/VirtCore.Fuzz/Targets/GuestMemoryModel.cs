using VirtCore.Kvm;

namespace VirtCore.Fuzz;

/// <summary>What a guest's memory should be: its regions, and a dictionary of the bytes that are not zero. Ends are 65 bits wide, so nothing wraps.</summary>
internal sealed class GuestMemoryModel(IReadOnlyList<GuestMemoryRegionOptions> regions)
{
    private const ulong PageSize = 4096;

    private readonly Dictionary<ulong, byte> _bytes = [];

    public bool IsDisposed { get; set; }

    /// <summary>Whether such regions can be: beside the question whether the host has the memory.</summary>
    public static bool CanBe(IReadOnlyList<GuestMemoryRegionOptions> regions)
    {
        for (int i = 0; i < regions.Count; i++)
        {
            if (regions[i].Length == 0 || regions[i].Length > long.MaxValue || regions[i].Length % PageSize != 0 || regions[i].GuestAddress % PageSize != 0 || EndOf(regions[i]) > (UInt128)ulong.MaxValue + 1)
                return false;
            for (int j = 0; j < i; j++)
            {
                if (regions[i].GuestAddress < EndOf(regions[j]) && regions[j].GuestAddress < EndOf(regions[i]))
                    return false;
            }
        }

        return regions.Count != 0;
    }

    /// <summary>Whether bytes lie within one region; none lie where their address does.</summary>
    public bool IsWithinOne(ulong address, ulong length) =>
        regions.Any(region => region.GuestAddress <= address && address < EndOf(region) && (UInt128)address + length <= EndOf(region));

    /// <summary>Whether each byte lies in some region; none lie anywhere.</summary>
    public bool IsCovered(ulong address, ulong length)
    {
        UInt128 at = address, end = at + length;
        while (at < end)
        {
            UInt128 next = at;
            foreach (GuestMemoryRegionOptions region in regions)
            {
                if (region.GuestAddress <= at && at < EndOf(region))
                    next = EndOf(region);
            }

            if (next == at)
                return false;
            at = next;
        }

        return true;
    }

    public void Write(ulong address, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] == 0)
                _bytes.Remove(address + (ulong)i);
            else
                _bytes[address + (ulong)i] = bytes[i];
        }
    }

    public void Clear(ulong address, ulong length)
    {
        foreach (ulong at in _bytes.Keys.Where(at => at - address < length).ToArray())
            _bytes.Remove(at);
    }

    public bool Is(ulong address, ReadOnlySpan<byte> bytes)
    {
        for (int i = 0; i < bytes.Length; i++)
        {
            if (_bytes.GetValueOrDefault(address + (ulong)i) != bytes[i])
                return false;
        }

        return true;
    }

    /// <summary>Whether a memory is this one, each byte of it.</summary>
    public bool Is(GuestMemory memory)
    {
        int found = 0;
        foreach (GuestMemoryRegion region in memory.Regions)
        {
            Span<byte> bytes = region.GetSpan(0, (int)region.Length);
            for (int at = bytes.IndexOfAnyExcept((byte)0); at >= 0;)
            {
                if (_bytes.GetValueOrDefault(region.GuestAddress + (ulong)at) != bytes[at])
                    return false;
                found++;
                int next = bytes[(at + 1)..].IndexOfAnyExcept((byte)0);
                at = next < 0 ? -1 : at + 1 + next;
            }
        }

        return found == _bytes.Count;
    }

    private static UInt128 EndOf(in GuestMemoryRegionOptions region) => (UInt128)region.GuestAddress + region.Length;
}
