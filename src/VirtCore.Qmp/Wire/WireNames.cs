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

    public static readonly WireNames<JobStatus> JobStatus = new(
        ("undefined", Qmp.JobStatus.Undefined), ("created", Qmp.JobStatus.Created), ("running", Qmp.JobStatus.Running),
        ("paused", Qmp.JobStatus.Paused), ("ready", Qmp.JobStatus.Ready), ("standby", Qmp.JobStatus.Standby),
        ("waiting", Qmp.JobStatus.Waiting), ("pending", Qmp.JobStatus.Pending), ("aborting", Qmp.JobStatus.Aborting),
        ("concluded", Qmp.JobStatus.Concluded), ("null", Qmp.JobStatus.Null));

    public static readonly WireNames<BlockSyncMode> BlockSyncMode = new(
        ("top", Qmp.BlockSyncMode.Top), ("full", Qmp.BlockSyncMode.Full), ("none", Qmp.BlockSyncMode.None),
        ("incremental", Qmp.BlockSyncMode.Incremental), ("bitmap", Qmp.BlockSyncMode.Bitmap));

    public static readonly WireNames<BlockErrorPolicy> BlockErrorPolicy = new(
        ("report", Qmp.BlockErrorPolicy.Report), ("ignore", Qmp.BlockErrorPolicy.Ignore),
        ("enospc", Qmp.BlockErrorPolicy.StopOnNoSpace), ("stop", Qmp.BlockErrorPolicy.Stop), ("auto", Qmp.BlockErrorPolicy.Auto));

    public static readonly WireNames<BitmapSyncMode> BitmapSyncMode = new(
        ("on-success", Qmp.BitmapSyncMode.OnSuccess), ("never", Qmp.BitmapSyncMode.Never), ("always", Qmp.BitmapSyncMode.Always));

    public static readonly WireNames<MirrorCopyMode> MirrorCopyMode = new(
        ("background", Qmp.MirrorCopyMode.Background), ("write-blocking", Qmp.MirrorCopyMode.WriteBlocking));

    public static readonly WireNames<ShutdownCause> ShutdownCause = new(
        ("none", Qmp.ShutdownCause.None), ("host-error", Qmp.ShutdownCause.HostError),
        ("host-qmp-quit", Qmp.ShutdownCause.HostQmpQuit), ("host-qmp-system-reset", Qmp.ShutdownCause.HostQmpSystemReset),
        ("host-signal", Qmp.ShutdownCause.HostSignal), ("host-ui", Qmp.ShutdownCause.HostUi),
        ("guest-shutdown", Qmp.ShutdownCause.GuestShutdown), ("guest-reset", Qmp.ShutdownCause.GuestReset),
        ("guest-panic", Qmp.ShutdownCause.GuestPanic), ("subsystem-reset", Qmp.ShutdownCause.SubsystemReset),
        ("snapshot-load", Qmp.ShutdownCause.SnapshotLoad));

    public static readonly WireNames<DirtyRateMode> DirtyRateMode = new(
        ("page-sampling", Qmp.DirtyRateMode.PageSampling), ("dirty-ring", Qmp.DirtyRateMode.DirtyRing),
        ("dirty-bitmap", Qmp.DirtyRateMode.DirtyBitmap));

    public static readonly WireNames<DirtyRateStatus> DirtyRateStatus = new(
        ("unstarted", Qmp.DirtyRateStatus.Unstarted), ("measuring", Qmp.DirtyRateStatus.Measuring),
        ("measured", Qmp.DirtyRateStatus.Measured));
}
