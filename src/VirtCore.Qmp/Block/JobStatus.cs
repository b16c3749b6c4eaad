namespace VirtCore.Qmp;

/// <summary>Where a job of QEMU's is (<c>JobStatus</c>).</summary>
public enum JobStatus
{
    /// <summary>A value that this version of VirtCore does not know.</summary>
    Unknown,

    /// <summary>Not seen from outside.</summary>
    Undefined,

    /// <summary>Made, not started.</summary>
    Created,

    /// <summary>Working.</summary>
    Running,

    /// <summary>Stopped by its user.</summary>
    Paused,

    /// <summary>Converged: waits to be completed, and follows the guest meanwhile.</summary>
    Ready,

    /// <summary>Paused while ready.</summary>
    Standby,

    /// <summary>Done, waits for the other jobs of its transaction.</summary>
    Waiting,

    /// <summary>Waits to be finalized by its user.</summary>
    Pending,

    /// <summary>Failed or cancelled, and cleaning up.</summary>
    Aborting,

    /// <summary>Over; stays until it is dismissed.</summary>
    Concluded,

    /// <summary>Gone.</summary>
    Null,
}
