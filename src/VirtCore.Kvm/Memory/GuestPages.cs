using System.Runtime.InteropServices;
using VirtCore.Interop;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

/// <summary>Making guest memory's pages, and giving them back.</summary>
internal static unsafe class GuestPages
{
    private const ulong SmallPage = 4096;

    /// <summary>How large the pages of a backing are, in bytes.</summary>
    public static ulong SizeOf(GuestMemoryBacking backing) => backing switch
    {
        GuestMemoryBacking.Anonymous or GuestMemoryBacking.Memfd => SmallPage,
        GuestMemoryBacking.Hugetlb2M => 2 << 20,
        GuestMemoryBacking.Hugetlb1G => 1 << 30,
        _ => throw new ArgumentOutOfRangeException(nameof(backing), backing, "There is no such backing."),
    };

    /// <summary>Makes a region. What was made is given back when a step fails.</summary>
    public static GuestMemoryRegion Create(in GuestMemoryRegionOptions options)
    {
        SafeFileDescriptor? file = options.Backing == GuestMemoryBacking.Anonymous ? null : GuestMemoryFile.Create(options.Backing, options.Length);
        SafeMapping? mapping = null;
        try
        {
            mapping = file is null ? SafeMapping.Anonymous((nuint)options.Length) : SafeMapping.Shared(file, (nuint)options.Length);
            var region = new GuestMemoryRegion(options, mapping, file);
            if (options.TransparentHugePages)
                Advise(mapping, 0, options.Length, MemorySyscalls.MADV_HUGEPAGE, "MADV_HUGEPAGE");
            if (options.ExcludeFromCoreDump)
                Advise(mapping, 0, options.Length, MemorySyscalls.MADV_DONTDUMP, "MADV_DONTDUMP");
            if (options.Prefault)
                Populate(region);
            return region;
        }
        catch
        {
            mapping?.Dispose();
            file?.Dispose();
            throw;
        }
    }

    public static void Populate(GuestMemoryRegion region)
    {
        using var lease = new MappingLease(region.Mapping);
        if (MemorySyscalls.madvise(lease.Address, (nuint)region.Length, MemorySyscalls.MADV_POPULATE_WRITE) == 0)
            return;
        int error = Marshal.GetLastPInvokeError();
        if (error != EINVAL)
            throw new KernelException("madvise MADV_POPULATE_WRITE", error, null, "There is not as much memory.");
        // SAFETY: each byte is within the mapping. Adding nothing writes a page without changing what somebody else may write there.
        for (ulong offset = 0; offset < region.Length; offset += SmallPage)
            Interlocked.Or(ref *(int*)(lease.Address + offset), 0);
    }

    public static void Discard(GuestMemoryRegion region, ulong offset, ulong length)
    {
        ulong page = SizeOf(region.Backing);
        if (offset % page != 0 || length % page != 0)
            throw new ArgumentException($"Pages are given back whole: {length} bytes at offset 0x{offset:X} are not in pages of {page} bytes.");
        if (length == 0)
            return;
        if (region.Descriptor is { } file)
            GuestMemoryFile.PunchHole(file, offset, length);
        else
            Advise(region.Mapping, offset, length, MemorySyscalls.MADV_DONTNEED, "MADV_DONTNEED");
    }

    private static void Advise(SafeMapping mapping, ulong offset, ulong length, int advice, string name)
    {
        using var lease = new MappingLease(mapping);
        if (MemorySyscalls.madvise(lease.Address + offset, (nuint)length, advice) != 0)
            throw new KernelException($"madvise {name}", Marshal.GetLastPInvokeError());
    }

    private readonly ref struct MappingLease
    {
        private readonly SafeMapping _mapping;

        public MappingLease(SafeMapping mapping)
        {
            bool added = false;
            mapping.DangerousAddRef(ref added);
            _mapping = mapping;
        }

        public byte* Address => _mapping.Address;

        public void Dispose() => _mapping.DangerousRelease();
    }
}
