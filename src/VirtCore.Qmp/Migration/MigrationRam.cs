namespace VirtCore.Qmp;

/// <summary>The <c>ram</c> part of <c>query-migrate</c>. What QEMU left out is 0.</summary>
public readonly record struct MigrationRam
{
    /// <summary>Bytes sent so far.</summary>
    public long TransferredBytes { get; init; }

    /// <summary>Bytes that are known to be left.</summary>
    public long RemainingBytes { get; init; }

    /// <summary>Bytes of guest memory.</summary>
    public long TotalBytes { get; init; }

    /// <summary>Zero pages.</summary>
    public long DuplicatePages { get; init; }

    /// <summary>Pages sent as they are.</summary>
    public long NormalPages { get; init; }

    /// <summary>Bytes of <see cref="NormalPages"/>.</summary>
    public long NormalBytes { get; init; }

    /// <summary>Pages that the guest dirties each second.</summary>
    public long DirtyPagesPerSecond { get; init; }

    /// <summary>Throughput in megabits (10^6) each second.</summary>
    public double MegabitsPerSecond { get; init; }

    /// <summary>How often the dirty bitmap was synchronised: the number of passes.</summary>
    public long DirtySyncCount { get; init; }

    /// <summary>The size of the guest's pages in bytes.</summary>
    public int PageSizeBytes { get; init; }

    /// <summary>Pages that the target asked for in post-copy.</summary>
    public long PostcopyRequests { get; init; }

    /// <summary>Bytes sent over multifd channels.</summary>
    public long MultifdBytes { get; init; }
}
