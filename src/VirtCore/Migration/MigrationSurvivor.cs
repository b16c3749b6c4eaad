namespace VirtCore.Migration;

/// <summary>Who has the guest after a migration that failed.</summary>
public enum MigrationSurvivor
{
    /// <summary>The source, in its run state from before.</summary>
    Source,

    /// <summary>The source, but its run state from before could not be given back to it. Its record stays, and recovery tries again.</summary>
    SourceUnrestored,

    /// <summary>The target: the commit was done, only something after it failed.</summary>
    Target,

    /// <summary>Nobody: the process that held the only valid copy died.</summary>
    Nobody,

    /// <summary>Not known yet: the source stays stopped until the target's side answers.</summary>
    Undecided,
}
