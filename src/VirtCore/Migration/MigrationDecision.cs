namespace VirtCore.Migration;

/// <summary>What the target's guard holds about a migration. It changes once, and never again.</summary>
public enum MigrationDecision
{
    /// <summary>The target may not live on, and cannot be committed any more: its process is dead when this is the answer.</summary>
    Aborted,

    /// <summary>The migration has happened: the target outlives its controller and may run the guest.</summary>
    Committed,

    /// <summary>The target's side does not answer, so nothing is known.</summary>
    Unreachable,
}
