namespace VirtCore.Kvm;

/// <summary>A region of guest memory to be made.</summary>
/// <param name="GuestAddress">Where the guest sees it: its first physical address, in whole pages.</param>
/// <param name="Length">Its length in bytes, in whole pages of its backing.</param>
/// <param name="Backing">What it is made of.</param>
public readonly record struct GuestMemoryRegionOptions(ulong GuestAddress, ulong Length, GuestMemoryBacking Backing = GuestMemoryBacking.Anonymous)
{
    /// <summary>Whether the kernel is asked to use transparent huge pages (<c>MADV_HUGEPAGE</c>); it may anyway.</summary>
    public bool TransparentHugePages { get; init; }

    /// <summary>Whether all pages are made at once (<c>MADV_POPULATE_WRITE</c>, Linux 5.14), so that no fault comes later.</summary>
    public bool Prefault { get; init; }

    /// <summary>Whether a core dump of the process leaves it out (<c>MADV_DONTDUMP</c>).</summary>
    public bool ExcludeFromCoreDump { get; init; }
}
