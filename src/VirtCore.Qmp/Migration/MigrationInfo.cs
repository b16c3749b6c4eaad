namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-migrate</c>.</summary>
/// <remarks>The source's "completed" is not the target's. QEMU may say a total time of 0 at "completed".</remarks>
public readonly record struct MigrationInfo
{
    /// <summary>Where the migration is. <see cref="MigrationStatus.None"/> where QEMU says nothing.</summary>
    public MigrationStatus Status { get; init; }

    /// <summary>The status as QEMU wrote it, or <c>none</c>.</summary>
    public string StatusName { get; init; }

    /// <summary>From the start to now, or to the end. Null where QEMU says nothing.</summary>
    public TimeSpan? TotalTime { get; init; }

    /// <summary>How long the guest stood still, at the end.</summary>
    public TimeSpan? Downtime { get; init; }

    /// <summary>How long QEMU expects the guest to stand still, while it runs.</summary>
    public TimeSpan? ExpectedDowntime { get; init; }

    /// <summary>How long the setup took.</summary>
    public TimeSpan? SetupTime { get; init; }

    /// <summary>By how many percent auto-converge slows the guest down.</summary>
    public int? CpuThrottlePercentage { get; init; }

    /// <summary>Guest memory's part, or null before it begins.</summary>
    public MigrationRam? Ram { get; init; }

    /// <summary>Why it failed, in QEMU's words, or null.</summary>
    public string? ErrorDescription { get; init; }

    /// <summary>Why this machine cannot migrate now, in QEMU's words; null where nothing blocks.</summary>
    public IReadOnlyList<string>? BlockedReasons { get; init; }
}
