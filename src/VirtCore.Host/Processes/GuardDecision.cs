namespace VirtCore.Host;

/// <summary>What a guard's record says about its process. It is taken once and never changes.</summary>
public enum GuardDecision
{
    /// <summary>The process may not live on, and nothing can commit it any more.</summary>
    Aborted = 1,

    /// <summary>The process outlives its owner.</summary>
    Committed = 2,
}
