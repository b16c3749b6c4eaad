namespace VirtCore.Migration;

/// <summary>What a side has durably recorded, always before it acts on it.</summary>
public enum MigrationStep
{
    /// <summary>Source: the definition is frozen; the guest is untouched.</summary>
    Begin,

    /// <summary>Target: a QEMU is about to be started for the stream, tied to the controller.</summary>
    Prepared,

    /// <summary>Source: the stream is about to start. From here the target's side decides.</summary>
    Performing,

    /// <summary>Source: everything has been streamed, the guest is stopped.</summary>
    Performed,

    /// <summary>Target: committed, and the CPUs are about to be started. From here the guest may have run on the target.</summary>
    Starting,

    /// <summary>
    /// Target: the CPUs have been started, and the record is kept only until the source has confirmed. Told apart from <see cref="Starting"/>
    /// so that a later recovery does not resume a guest that its user has paused since.
    /// </summary>
    Started,

    /// <summary>Source: the target has the guest; the source's copy is being removed.</summary>
    Confirmed,

    /// <summary>Either side: the migration has not happened; the side is being put back.</summary>
    Aborted,
}
