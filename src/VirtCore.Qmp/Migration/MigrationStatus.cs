namespace VirtCore.Qmp;

/// <summary>Where a migration is (<c>MigrationStatus</c> of <c>query-migrate</c> and of the MIGRATION event).</summary>
public enum MigrationStatus
{
    /// <summary>A status that this version of VirtCore does not know; its name is kept beside it.</summary>
    Unknown,

    /// <summary>There has been no migration.</summary>
    None,

    /// <summary>Connecting and preparing.</summary>
    Setup,

    /// <summary>Being cancelled.</summary>
    Cancelling,

    /// <summary>Cancelled.</summary>
    Cancelled,

    /// <summary>Memory is moving; the source's guest runs.</summary>
    Active,

    /// <summary>The target's guest runs and fetches missing pages.</summary>
    PostcopyActive,

    /// <summary>The channel broke in post-copy; it can be recovered.</summary>
    PostcopyPaused,

    /// <summary>A recovery is being set up.</summary>
    PostcopyRecoverSetup,

    /// <summary>A recovery runs.</summary>
    PostcopyRecover,

    /// <summary>Done, on this side.</summary>
    Completed,

    /// <summary>Failed.</summary>
    Failed,

    /// <summary>COLO runs.</summary>
    Colo,

    /// <summary>The guest is paused before its last pages; waits for migrate-continue.</summary>
    PreSwitchover,

    /// <summary>The device state is moving; the guest is paused.</summary>
    Device,

    /// <summary>The device state is moving in post-copy.</summary>
    PostcopyDevice,

    /// <summary>Waits for the guest to give up a device.</summary>
    WaitUnplug,
}
