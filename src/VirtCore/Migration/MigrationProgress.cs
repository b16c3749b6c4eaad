namespace VirtCore.Migration;

/// <summary>How far a migration has come.</summary>
/// <remarks>Figures are QEMU's <c>query-migrate</c> of the source, read when an event says that something changed or when asked for; 0 while not known.</remarks>
public readonly record struct MigrationProgress
{
    /// <summary>The phase under way.</summary>
    public required MigrationPhase Phase { get; init; }

    /// <summary>Since the migration began.</summary>
    public required TimeSpan Elapsed { get; init; }

    /// <summary>Bytes of guest memory sent.</summary>
    public long TransferredBytes { get; init; }

    /// <summary>Bytes of guest memory that are left in this pass.</summary>
    public long RemainingBytes { get; init; }

    /// <summary>The guest's memory in bytes.</summary>
    public long TotalBytes { get; init; }

    /// <summary>The stream's rate, bytes per second.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>How much memory the guest makes dirty, bytes per second.</summary>
    public long DirtyBytesPerSecond { get; init; }

    /// <summary>Passes over memory so far.</summary>
    public long Passes { get; init; }

    /// <summary>What is left at the present rate, or null while there is no rate.</summary>
    public TimeSpan? TimeLeft => BytesPerSecond > 0 ? TimeSpan.FromSeconds((double)RemainingBytes / BytesPerSecond) : null;
}
