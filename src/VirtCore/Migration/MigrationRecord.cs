namespace VirtCore.Migration;

/// <summary>One side's durable memory of one migration: what recovery knows after a crash.</summary>
public sealed record MigrationRecord
{
    /// <summary>The migration's identity, the same on both sides.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whose record it is.</summary>
    public required MigrationSide Side { get; init; }

    /// <summary>How far this side has come.</summary>
    public required MigrationStep Step { get; init; }

    /// <summary>The domain's name.</summary>
    public required string DomainName { get; init; }

    /// <summary>The domain's UUID.</summary>
    public required Guid DomainUuid { get; init; }

    /// <summary>Whether the guest ran before the migration: what either outcome restores.</summary>
    public required bool WasRunning { get; init; }

    /// <summary>How this side finds the other one again: what the other port's <c>Locator</c> said.</summary>
    public required string Peer { get; init; }
}
