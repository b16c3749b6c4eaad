namespace VirtCore.Host;

/// <summary>A guard's record in its state directory.</summary>
/// <remarks>It is what was last written: while the guard lives, the guard knows better.</remarks>
public sealed record GuardStatus
{
    /// <summary>The process, or null when none was ever started: the directory was aborted beforehand.</summary>
    public ProcessIdentity? Identity { get; init; }

    /// <summary>The guard's process id, or null when there never was one.</summary>
    public int? GuardId { get; init; }

    /// <summary>What the kernel does when the guard dies, or null when there never was one.</summary>
    public LifelineTier? Tier { get; init; }

    /// <summary>The decision, or null while there is none.</summary>
    public GuardDecision? Decision { get; init; }

    /// <summary>What was committed, or what was asked about when it was aborted; null when there is no decision, or a cut lifeline took it.</summary>
    public Guid? DecisionId { get; init; }

    /// <summary>How the process ended; null when it had not when this was written.</summary>
    public ProcessExit? Exit { get; init; }
}
