namespace VirtCore.Migration;

/// <summary>What recovery has made of one side of a migration whose controller is gone.</summary>
public enum MigrationOutcome
{
    /// <summary>There was nothing to do: the guest had not been touched yet, or the other side had resolved it all.</summary>
    Forgotten,

    /// <summary>Source: the migration has not happened; the guest is on the source, in its run state from before.</summary>
    SourceRestored,

    /// <summary>Target: the migration has not happened; what was left of the target is gone.</summary>
    TargetAborted,

    /// <summary>Target: the migration has happened; the guest was started there. The record stays until the source has confirmed.</summary>
    TargetStarted,

    /// <summary>Target: it was committed and may have run, and is dead now. The record stays, so that the source is not resumed by itself.</summary>
    TargetDied,

    /// <summary>Source: the migration has happened; the source's copy is gone.</summary>
    SourceDiscarded,

    /// <summary>Source: the guest may have run on the target, which is dead. Its old copy stays stopped until the user resumes or destroys it.</summary>
    SourceNeedsUser,

    /// <summary>Source: no copy of the guest is left: the source's process died, and the target's may not live or does not.</summary>
    GuestLost,

    /// <summary>Not resolved yet: the other side does not answer, or a step failed. The record stays, and recovery is to be tried again.</summary>
    Pending,
}
