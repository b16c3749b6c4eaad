namespace VirtCore.Host;

/// <summary>The huge pages of one size that a cgroup and those below it use (Linux 5.6).</summary>
public struct CgroupHugeTlbStatistics
{
    /// <summary>How large such a page is.</summary>
    public long PageSizeBytes { readonly get; internal set; }

    /// <summary><c>hugetlb.SIZE.current</c>.</summary>
    public long CurrentBytes { readonly get; internal set; }

    /// <summary><c>hugetlb.SIZE.rsvd.current</c>: reserved, and perhaps not used yet. Null before Linux 5.7.</summary>
    public long? ReservedBytes { readonly get; internal set; }

    /// <summary><c>hugetlb.SIZE.events</c>: how often an allocation was refused for the limit. Null when the kernel does not say.</summary>
    public long? LimitHits { readonly get; internal set; }
}
