using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The <c>ram</c> part of <c>query-migrate</c>. What QEMU left out is 0.</summary>
public readonly record struct MigrationRam : IQmpObject<MigrationRam>
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

    static JsonMembers IQmpObject<MigrationRam>.Members { get; } = new("transferred", "remaining", "total", "duplicate", "normal", "normal-bytes", "dirty-pages-rate", "mbps", "dirty-sync-count",
            "page-size", "postcopy-requests", "multifd-bytes");

    static void IQmpObject<MigrationRam>.Read(ref MigrationRam value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { TransferredBytes = reader.GetInt64() },
        1 => value with { RemainingBytes = reader.GetInt64() },
        2 => value with { TotalBytes = reader.GetInt64() },
        3 => value with { DuplicatePages = reader.GetInt64() },
        4 => value with { NormalPages = reader.GetInt64() },
        5 => value with { NormalBytes = reader.GetInt64() },
        6 => value with { DirtyPagesPerSecond = reader.GetInt64() },
        7 => value with { MegabitsPerSecond = reader.GetDouble() },
        8 => value with { DirtySyncCount = reader.GetInt64() },
        9 => value with { PageSizeBytes = reader.GetInt32() },
        10 => value with { PostcopyRequests = reader.GetInt64() },
        11 => value with { MultifdBytes = reader.GetInt64() },
        _ => value,
    };
}
