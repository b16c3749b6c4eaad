namespace VirtCore.Qmp;

/// <summary>Why a machine is shut down or reset (<c>ShutdownCause</c>).</summary>
public enum ShutdownCause
{
    /// <summary>A value that this version of VirtCore does not know.</summary>
    Unknown,

    /// <summary>No cause.</summary>
    None,

    /// <summary>An error that QEMU cannot go on from.</summary>
    HostError,

    /// <summary><c>quit</c>.</summary>
    HostQmpQuit,

    /// <summary><c>system_reset</c>.</summary>
    HostQmpSystemReset,

    /// <summary>A signal, such as SIGTERM.</summary>
    HostSignal,

    /// <summary>QEMU's window.</summary>
    HostUi,

    /// <summary>The guest.</summary>
    GuestShutdown,

    /// <summary>The guest reset itself.</summary>
    GuestReset,

    /// <summary>The guest's kernel panicked.</summary>
    GuestPanic,

    /// <summary>A part of the machine (s390x).</summary>
    SubsystemReset,

    /// <summary>A snapshot was loaded.</summary>
    SnapshotLoad,
}
