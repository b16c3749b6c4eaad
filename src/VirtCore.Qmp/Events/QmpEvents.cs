namespace VirtCore.Qmp;

/// <summary>Names of QEMU's events that a driver listens to. Those with data have a reader each: <see cref="QmpEvent"/>.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public static class QmpEvents
{
    /// <summary>The vCPUs were stopped. Since 0.12.</summary>
    public const string Stop = "STOP";

    /// <summary>The vCPUs run again. Since 0.12.</summary>
    public const string Resume = "RESUME";

    /// <summary>The power button was pressed. Since 0.12.</summary>
    public const string Powerdown = "POWERDOWN";

    /// <summary>The guest sleeps (S3). Since 1.1.</summary>
    public const string Suspend = "SUSPEND";

    /// <summary>The guest wrote itself to its disk (S4). Since 1.2.</summary>
    public const string SuspendDisk = "SUSPEND_DISK";

    /// <summary>The guest woke up. Since 1.1.</summary>
    public const string Wakeup = "WAKEUP";

    /// <summary>QEMU is about to end, or the guest has shut down. Since 0.12.</summary>
    public const string Shutdown = "SHUTDOWN";

    /// <summary>The machine was reset. Since 0.12.</summary>
    public const string Reset = "RESET";

    /// <summary>The guest's kernel panicked. Since 1.5.</summary>
    public const string GuestPanicked = "GUEST_PANICKED";

    /// <summary>The guest's kernel panicked and loaded its crash kernel. Since 5.0.</summary>
    public const string GuestCrashloaded = "GUEST_CRASHLOADED";

    /// <summary>The guest shut down by its pvpanic device. Since 9.1.</summary>
    public const string GuestPvShutdown = "GUEST_PVSHUTDOWN";

    /// <summary>The guest's watchdog fired. Since 0.13.</summary>
    public const string Watchdog = "WATCHDOG";

    /// <summary>The guest set its clock. Since 0.13.</summary>
    public const string RtcChange = "RTC_CHANGE";

    /// <summary>The guest's memory changed by its balloon. Since 1.2.</summary>
    public const string BalloonChange = "BALLOON_CHANGE";

    /// <summary>A memory device changed its size. Since 5.1.</summary>
    public const string MemoryDeviceSizeChange = "MEMORY_DEVICE_SIZE_CHANGE";

    /// <summary>The host's memory failed under the guest. Since 5.2.</summary>
    public const string MemoryFailure = "MEMORY_FAILURE";

    /// <summary>A Windows guest said how much memory it uses. Since 8.2.</summary>
    public const string HvBalloonStatusReport = "HV_BALLOON_STATUS_REPORT";

    /// <summary>A detached dump is over. Since 2.6.</summary>
    public const string DumpCompleted = "DUMP_COMPLETED";

    /// <summary>A block device met an input/output error. Since 0.13.</summary>
    public const string BlockIoError = "BLOCK_IO_ERROR";

    /// <summary>An image was found to be damaged. Since 1.7.</summary>
    public const string BlockImageCorrupted = "BLOCK_IMAGE_CORRUPTED";

    /// <summary>A write went past the threshold. It is told once. Since 2.3.</summary>
    public const string BlockWriteThreshold = "BLOCK_WRITE_THRESHOLD";

    /// <summary>A block job is over. Since 1.1.</summary>
    public const string BlockJobCompleted = "BLOCK_JOB_COMPLETED";

    /// <summary>A block job was cancelled. Since 1.1.</summary>
    public const string BlockJobCancelled = "BLOCK_JOB_CANCELLED";

    /// <summary>A block job may be completed. Since 1.3.</summary>
    public const string BlockJobReady = "BLOCK_JOB_READY";

    /// <summary>A block job waits to be finalized. Since 2.12.</summary>
    public const string BlockJobPending = "BLOCK_JOB_PENDING";

    /// <summary>A block job met an input/output error. Since 1.3.</summary>
    public const string BlockJobError = "BLOCK_JOB_ERROR";

    /// <summary>A job moved on. Since 3.0.</summary>
    public const string JobStatusChange = "JOB_STATUS_CHANGE";

    /// <summary>An export is gone. Since 5.2.</summary>
    public const string BlockExportDeleted = "BLOCK_EXPORT_DELETED";

    /// <summary>A tray was opened or closed. Since 1.1.</summary>
    public const string DeviceTrayMoved = "DEVICE_TRAY_MOVED";

    /// <summary>The helper for persistent reservations came or went. Since 3.0.</summary>
    public const string PrManagerStatusChanged = "PR_MANAGER_STATUS_CHANGED";

    /// <summary>A quorum could not be reached. Since 2.0.</summary>
    public const string QuorumFailure = "QUORUM_FAILURE";

    /// <summary>A child of a quorum gave other data than the rest. Since 2.0.</summary>
    public const string QuorumReportBad = "QUORUM_REPORT_BAD";

    /// <summary>A device has been unplugged. Since 1.5.</summary>
    public const string DeviceDeleted = "DEVICE_DELETED";

    /// <summary>The guest refused to give a device up. Since 6.2.</summary>
    public const string DeviceUnplugGuestError = "DEVICE_UNPLUG_GUEST_ERROR";

    /// <summary>A failover device's primary has to be unplugged for a migration. Since 4.2.</summary>
    public const string UnplugPrimary = "UNPLUG_PRIMARY";

    /// <summary>The guest's driver takes part in failover. Since 4.2.</summary>
    public const string FailoverNegotiated = "FAILOVER_NEGOTIATED";

    /// <summary>A network device lets other packets in: see <see cref="QmpClient.QueryRxFilterAsync"/>. Not told again before it was asked. Since 1.6.</summary>
    public const string NicRxFilterChanged = "NIC_RX_FILTER_CHANGED";

    /// <summary>A stream network back end is connected. Since 7.2.</summary>
    public const string NetdevStreamConnected = "NETDEV_STREAM_CONNECTED";

    /// <summary>A stream network back end lost its peer. Since 7.2.</summary>
    public const string NetdevStreamDisconnected = "NETDEV_STREAM_DISCONNECTED";

    /// <summary>A vhost-user network back end is connected. Since 10.0.</summary>
    public const string NetdevVhostUserConnected = "NETDEV_VHOST_USER_CONNECTED";

    /// <summary>A vhost-user network back end lost its peer. Since 10.0.</summary>
    public const string NetdevVhostUserDisconnected = "NETDEV_VHOST_USER_DISCONNECTED";

    /// <summary>The guest opened or closed a virtio serial port, such as its agent's. Since 2.1.</summary>
    public const string VserportChange = "VSERPORT_CHANGE";

    /// <summary>A migration's status changed; sent when the capability <c>events</c> is on. Since 2.4.</summary>
    public const string Migration = "MIGRATION";

    /// <summary>A migration began another pass over memory; sent when the capability <c>events</c> is on. Since 2.6.</summary>
    public const string MigrationPass = "MIGRATION_PASS";

    /// <summary>A VFIO device moved on in a migration. Since 9.1.</summary>
    public const string VfioMigration = "VFIO_MIGRATION";

    // The events that not every supported QEMU has. Listening to one that is never sent does no harm, so nothing is asked before.
    internal static IReadOnlyDictionary<string, (int Major, int Minor)> Later { get; } = new Dictionary<string, (int, int)>
    {
        [GuestPvShutdown] = (9, 1),
        [HvBalloonStatusReport] = (8, 2),
        [NetdevStreamConnected] = (7, 2),
        [NetdevStreamDisconnected] = (7, 2),
        [NetdevVhostUserConnected] = (10, 0),
        [NetdevVhostUserDisconnected] = (10, 0),
        [VfioMigration] = (9, 1),
    };
}
