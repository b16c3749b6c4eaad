namespace VirtCore.Migration;

/// <summary>What recovery has found out and done about one record.</summary>
public sealed record MigrationResolution
{
    /// <summary>The migration's identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>The domain's name.</summary>
    public required string DomainName { get; init; }

    /// <summary>Whose record was resolved.</summary>
    public required MigrationSide Side { get; init; }

    /// <summary>What has become of it.</summary>
    public required MigrationOutcome Outcome { get; init; }

    /// <summary>The same for people, in a sentence, with the cause where something failed.</summary>
    public required string Message { get; init; }
}
