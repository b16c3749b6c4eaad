namespace VirtCore.Qmp;

/// <summary>QEMU's run state (<c>RunState</c> of <c>query-status</c>).</summary>
public enum RunState
{
    /// <summary>A state that this version of VirtCore does not know; its name is kept beside it.</summary>
    Unknown,

    /// <summary>Stopped by the debugger.</summary>
    Debug,

    /// <summary>Waits for an incoming migration.</summary>
    InMigrate,

    /// <summary>Stopped by an error inside QEMU, such as a failed KVM_RUN.</summary>
    InternalError,

    /// <summary>Stopped by an input/output error.</summary>
    IoError,

    /// <summary>Stopped by its user.</summary>
    Paused,

    /// <summary>Paused after a migration has left.</summary>
    PostMigrate,

    /// <summary>Started with -S and not yet run.</summary>
    PreLaunch,

    /// <summary>Paused for the last pass of a migration.</summary>
    FinishMigrate,

    /// <summary>A snapshot is being restored.</summary>
    RestoreVm,

    /// <summary>The guest runs.</summary>
    Running,

    /// <summary>A snapshot is being saved.</summary>
    SaveVm,

    /// <summary>The guest is shut down, and QEMU was told to stay.</summary>
    Shutdown,

    /// <summary>The guest sleeps (ACPI S3).</summary>
    Suspended,

    /// <summary>Stopped by the watchdog device.</summary>
    Watchdog,

    /// <summary>The guest's kernel panicked.</summary>
    GuestPanicked,

    /// <summary>Paused by COLO.</summary>
    Colo,
}
