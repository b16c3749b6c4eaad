namespace VirtCore.Host;

/// <summary>What the kernel does for a guarded process when its guard dies. A higher value is stronger.</summary>
public enum LifelineTier
{
    /// <summary>
    /// <c>PR_SET_PDEATHSIG</c> with SIGKILL. Lost when the process changes its own credentials, so such programs start with their final ones.
    /// See <see href="https://man7.org/linux/man-pages/man2/PR_SET_PDEATHSIG.2const.html">PR_SET_PDEATHSIG(2const)</see>.
    /// </summary>
    ParentDeath = 1,

    /// <summary><c>CLONE_PIDFD_AUTOKILL</c> (Linux 7.1): survives exec, changes of credentials and file capabilities.</summary>
    KernelAutokill = 2,
}
