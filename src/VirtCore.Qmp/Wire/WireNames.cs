namespace VirtCore.Qmp;

/// <summary>The enumerations' names.</summary>
internal static class WireNames
{
    public static readonly WireNames<RunState> RunState = new(
        ("running", Qmp.RunState.Running), ("paused", Qmp.RunState.Paused), ("prelaunch", Qmp.RunState.PreLaunch),
        ("inmigrate", Qmp.RunState.InMigrate), ("postmigrate", Qmp.RunState.PostMigrate), ("finish-migrate", Qmp.RunState.FinishMigrate),
        ("shutdown", Qmp.RunState.Shutdown), ("suspended", Qmp.RunState.Suspended), ("debug", Qmp.RunState.Debug),
        ("internal-error", Qmp.RunState.InternalError), ("io-error", Qmp.RunState.IoError), ("restore-vm", Qmp.RunState.RestoreVm),
        ("save-vm", Qmp.RunState.SaveVm), ("watchdog", Qmp.RunState.Watchdog), ("guest-panicked", Qmp.RunState.GuestPanicked),
        ("colo", Qmp.RunState.Colo));

    public static readonly WireNames<MigrationStatus> MigrationStatus = new(
        ("active", Qmp.MigrationStatus.Active), ("setup", Qmp.MigrationStatus.Setup), ("completed", Qmp.MigrationStatus.Completed),
        ("pre-switchover", Qmp.MigrationStatus.PreSwitchover), ("device", Qmp.MigrationStatus.Device), ("failed", Qmp.MigrationStatus.Failed),
        ("cancelling", Qmp.MigrationStatus.Cancelling), ("cancelled", Qmp.MigrationStatus.Cancelled), ("none", Qmp.MigrationStatus.None),
        ("postcopy-active", Qmp.MigrationStatus.PostcopyActive), ("postcopy-paused", Qmp.MigrationStatus.PostcopyPaused),
        ("postcopy-recover-setup", Qmp.MigrationStatus.PostcopyRecoverSetup), ("postcopy-recover", Qmp.MigrationStatus.PostcopyRecover),
        ("postcopy-device", Qmp.MigrationStatus.PostcopyDevice), ("wait-unplug", Qmp.MigrationStatus.WaitUnplug), ("colo", Qmp.MigrationStatus.Colo));
}
