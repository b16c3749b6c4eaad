using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace VirtCore.Kvm;

/// <summary>A guest's physical memory: regions that do not overlap, reached by guest physical address.</summary>
/// <remarks>
/// <para>
/// Thread-safe. Every access is checked: none goes past a region's end, crosses a hole or wraps around 2^64. Guest and host share the bytes without a lock, so what is read may change at any moment: read a thing once, then
/// check it. Only <see cref="VolatileRead{T}"/> and <see cref="VolatileWrite{T}"/> promise that a value does not tear.
/// </para>
/// <para>
/// It is given back when it was disposed and every VM that uses it has gone. A span that was kept longer than that reads zeros, for as long as this object is reachable: a span alone does not
/// keep it, so whoever uses one holds the memory meanwhile (<see cref="GC.KeepAlive"/>), or a VM that has it.
/// </para>
/// </remarks>
public sealed unsafe partial class GuestMemory : IDisposable
{
    private readonly GuestMemoryRegion[] _regions; // by address
    private int _last;
    private volatile bool _disposed;

    private GuestMemory(GuestMemoryRegion[] regions) => _regions = regions;

    /// <summary>The regions, by address.</summary>
    public IReadOnlyList<GuestMemoryRegion> Regions => field ??= Array.AsReadOnly(_regions);

    /// <summary>Makes one anonymous region from address 0 on.</summary>
    /// <param name="length">Its length in bytes, in whole pages.</param>
    /// <exception cref="ArgumentException">It is not in whole pages.</exception>
    /// <exception cref="KernelException">ENOMEM.</exception>
    public static GuestMemory Create(ulong length) => Create([new GuestMemoryRegionOptions(0, length)]);

    /// <summary>Makes regions: all, or none.</summary>
    /// <exception cref="ArgumentException">There is none, one is not in whole pages, goes beyond 2^64, or two overlap.</exception>
    /// <exception cref="KernelException">ENOMEM, or the host's pool of huge pages is too small: the hint says what to do.</exception>
    public static GuestMemory Create(params ReadOnlySpan<GuestMemoryRegionOptions> regions)
    {
        if (regions.IsEmpty)
            throw new ArgumentException("Memory has one region at least.", nameof(regions));
        GuestMemoryRegionOptions[] sorted = regions.ToArray();
        Array.Sort(sorted, static (first, second) => first.GuestAddress.CompareTo(second.GuestAddress));
        for (int i = 0; i < sorted.Length; i++)
            Check(sorted[i], i == 0 ? null : sorted[i - 1]);
        var made = new List<GuestMemoryRegion>(sorted.Length);
        try
        {
            foreach (GuestMemoryRegionOptions options in sorted)
                made.Add(GuestPages.Create(options));
            return new GuestMemory([.. made]);
        }
        catch
        {
            Release(made);
            throw;
        }
    }

    /// <summary>Bytes of the guest's.</summary>
    /// <param name="address">The first guest physical address.</param>
    /// <param name="length">How many. They lie within one region.</param>
    /// <exception cref="ArgumentOutOfRangeException">They do not all lie within one region.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Span<byte> GetSpan(ulong address, int length)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        // SAFETY: Locate answers an address with so many bytes of a mapping behind it, which stay taken while this object lives.
        return new Span<byte>(Locate(address, (uint)length), length);
    }

    /// <summary>The same, with false where they do not all lie within one region.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public bool TryGetSpan(ulong address, int length, out Span<byte> span)
    {
        byte* place = TryLocate(address, length < 0 ? ulong.MaxValue : (uint)length);
        // SAFETY: as in GetSpan.
        span = place is null ? default : new Span<byte>(place, length);
        return place is not null;
    }

    /// <summary>Reads a value as it lies there: aligned or not, in the guest's byte order.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within one region.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T Read<T>(ulong address) where T : unmanaged
    {
        // SAFETY: as in GetSpan; and this object is alive until the bytes were read.
        T value = Unsafe.ReadUnaligned<T>(Locate(address, (uint)sizeof(T)));
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Writes a value as it lies here: aligned or not.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within one region.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void Write<T>(ulong address, in T value) where T : unmanaged
    {
        // SAFETY: as in Read.
        Unsafe.WriteUnaligned(Locate(address, (uint)sizeof(T)), value);
        GC.KeepAlive(this);
    }

    /// <summary>Reads a number that the guest may be writing, with acquire: what the guest wrote before it is seen by what is read after it. It does not tear.</summary>
    /// <typeparam name="T">A number of 1, 2, 4 or 8 bytes.</typeparam>
    /// <exception cref="ArgumentException">The address is not a multiple of the number's length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within one region.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public T VolatileRead<T>(ulong address) where T : unmanaged
    {
        CheckAligned<T>(address);
        byte* place = Locate(address, (uint)sizeof(T));
        // SAFETY: as in Read; regions begin on pages, so what is aligned for the guest is aligned here.
        T value = sizeof(T) switch
        {
            1 => Unsafe.BitCast<byte, T>(Volatile.Read(ref *place)),
            2 => Unsafe.BitCast<ushort, T>(Volatile.Read(ref *(ushort*)place)),
            4 => Unsafe.BitCast<uint, T>(Volatile.Read(ref *(uint*)place)),
            _ => Unsafe.BitCast<ulong, T>(Volatile.Read(ref *(ulong*)place)),
        };
        GC.KeepAlive(this);
        return value;
    }

    /// <summary>Writes a number that the guest may be reading, with release: what was written before it is seen by whoever has seen it. It does not tear.</summary>
    /// <typeparam name="T">A number of 1, 2, 4 or 8 bytes.</typeparam>
    /// <exception cref="ArgumentException">The address is not a multiple of the number's length.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It does not lie within one region.</exception>
    /// <exception cref="ObjectDisposedException">It was disposed.</exception>
    public void VolatileWrite<T>(ulong address, T value) where T : unmanaged
    {
        CheckAligned<T>(address);
        byte* place = Locate(address, (uint)sizeof(T));
        // SAFETY: as in VolatileRead.
        switch (sizeof(T))
        {
            case 1:
                Volatile.Write(ref *place, Unsafe.BitCast<T, byte>(value));
                break;
            case 2:
                Volatile.Write(ref *(ushort*)place, Unsafe.BitCast<T, ushort>(value));
                break;
            case 4:
                Volatile.Write(ref *(uint*)place, Unsafe.BitCast<T, uint>(value));
                break;
            default:
                Volatile.Write(ref *(ulong*)place, Unsafe.BitCast<T, ulong>(value));
                break;
        }

        GC.KeepAlive(this);
    }

    /// <summary>Lets go of the memory. VMs that use it keep it until they are disposed.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Release(_regions);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* Locate(ulong address, ulong length)
    {
        byte* place = TryLocate(address, length);
        if (place is null)
            ThrowOutside(address, length);
        return place;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private byte* TryLocate(ulong address, ulong length)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        GuestMemoryRegion last = _regions[_last];
        ulong offset = address - last.GuestAddress;
        // An address below the region gives an offset beyond any length.
        return offset < last.Length && length <= last.Length - offset ? last.Mapping.Address + offset : Search(address, length);
    }

    private byte* Search(ulong address, ulong length)
    {
        int index = IndexOf(address);
        if (index < 0)
            return null;
        GuestMemoryRegion region = _regions[index];
        ulong offset = address - region.GuestAddress;
        if (length > region.Length - offset)
            return null;
        _last = index;
        return region.Mapping.Address + offset;
    }

    // The region that has the address, or -1.
    private int IndexOf(ulong address)
    {
        int low = 0, high = _regions.Length - 1;
        while (low <= high)
        {
            int middle = (low + high) / 2;
            GuestMemoryRegion region = _regions[middle];
            if (address < region.GuestAddress)
                high = middle - 1;
            else if (address - region.GuestAddress >= region.Length)
                low = middle + 1;
            else
                return middle;
        }

        return -1;
    }

    private static void Check(in GuestMemoryRegionOptions region, GuestMemoryRegionOptions? below)
    {
        ulong page = GuestPages.SizeOf(region.Backing);
        if (region.Length == 0 || region.Length % page != 0 || region.GuestAddress % page != 0)
            throw new ArgumentException($"A region is in whole pages of {page} bytes: {region.Length} bytes at 0x{region.GuestAddress:X}.");
        if (region.Length - 1 > ulong.MaxValue - region.GuestAddress || region.Length > long.MaxValue)
            throw new ArgumentException($"A region of {region.Length} bytes at 0x{region.GuestAddress:X} goes beyond the address space.");
        if (below is { } other && region.GuestAddress - other.GuestAddress < other.Length)
            throw new ArgumentException($"The regions at 0x{other.GuestAddress:X} and 0x{region.GuestAddress:X} overlap.");
    }

    private static void CheckAligned<T>(ulong address) where T : unmanaged
    {
        if (sizeof(T) is not (1 or 2 or 4 or 8))
            throw new ArgumentException($"{typeof(T).Name} has {sizeof(T)} bytes: only 1, 2, 4 or 8 are read at once.");
        if (address % (uint)sizeof(T) != 0)
            throw new ArgumentException($"0x{address:X} is not a multiple of {sizeof(T)}.", nameof(address));
    }

    private static void Release(IEnumerable<GuestMemoryRegion> regions)
    {
        foreach (GuestMemoryRegion region in regions)
        {
            region.Mapping.Dispose();
            region.Descriptor?.Dispose();
        }
    }

    private void ThrowOutside(ulong address, ulong length) => throw new ArgumentOutOfRangeException(nameof(address),
        $"{length} bytes at 0x{address:X} do not lie within one region of the guest's memory: {string.Join(", ", _regions.Select(static region => $"0x{region.GuestAddress:X}..0x{region.GuestAddress + (region.Length - 1):X}"))}.");
}
