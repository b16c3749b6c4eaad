namespace VirtCore;

/// <summary>The states of a domain.</summary>
public enum DomainState
{
    /// <summary>There is no process: it was never started, has been destroyed, shut down, or died.</summary>
    ShutOff,

    /// <summary>Its process is being started.</summary>
    Starting,

    /// <summary>Its virtual CPUs run.</summary>
    Running,

    /// <summary>Its virtual CPUs are stopped and can be resumed.</summary>
    Paused,

    /// <summary>It is the target of a migration that has not been finished.</summary>
    Incoming,

    /// <summary>
    /// It has been streamed to another host whose answer is not known. It stays stopped until the target's side has said whether it may live.
    /// </summary>
    MigrationUndecided,
}
