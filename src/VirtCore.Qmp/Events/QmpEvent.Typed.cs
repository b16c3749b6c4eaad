namespace VirtCore.Qmp;

public readonly partial struct QmpEvent
{
    /// <summary>Reads the data of a <c>SHUTDOWN</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetShutdown(out ShutdownEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>RESET</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetReset(out ResetEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>GUEST_PANICKED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetGuestPanicked(out GuestPanickedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>GUEST_CRASHLOADED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetGuestCrashloaded(out GuestCrashloadedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>WATCHDOG</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetWatchdog(out WatchdogEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>RTC_CHANGE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetRtcChange(out RtcChangeEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BALLOON_CHANGE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBalloonChange(out BalloonChangeEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>MEMORY_DEVICE_SIZE_CHANGE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetMemoryDeviceSizeChange(out MemoryDeviceSizeChangeEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>MEMORY_FAILURE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetMemoryFailure(out MemoryFailureEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>HV_BALLOON_STATUS_REPORT</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetHvBalloonStatusReport(out HvBalloonStatusReportEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>DUMP_COMPLETED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetDumpCompleted(out DumpCompletedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_IO_ERROR</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockIoError(out BlockIoErrorEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_IMAGE_CORRUPTED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockImageCorrupted(out BlockImageCorruptedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_WRITE_THRESHOLD</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockWriteThreshold(out BlockWriteThresholdEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_JOB_COMPLETED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockJobCompleted(out BlockJobCompletedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_JOB_CANCELLED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockJobCancelled(out BlockJobCancelledEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_JOB_READY</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockJobReady(out BlockJobReadyEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_JOB_PENDING</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockJobPending(out BlockJobPendingEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_JOB_ERROR</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockJobError(out BlockJobErrorEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>JOB_STATUS_CHANGE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetJobStatusChange(out JobStatusChangeEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>BLOCK_EXPORT_DELETED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetBlockExportDeleted(out BlockExportDeletedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>DEVICE_TRAY_MOVED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetDeviceTrayMoved(out DeviceTrayMovedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>PR_MANAGER_STATUS_CHANGED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetPrManagerStatusChanged(out PrManagerStatusChangedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>QUORUM_FAILURE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetQuorumFailure(out QuorumFailureEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>QUORUM_REPORT_BAD</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetQuorumReportBad(out QuorumReportBadEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>DEVICE_DELETED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetDeviceDeleted(out DeviceDeletedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>DEVICE_UNPLUG_GUEST_ERROR</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetDeviceUnplugGuestError(out DeviceUnplugGuestErrorEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>UNPLUG_PRIMARY</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetUnplugPrimary(out UnplugPrimaryEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>FAILOVER_NEGOTIATED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetFailoverNegotiated(out FailoverNegotiatedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>NIC_RX_FILTER_CHANGED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetNicRxFilterChanged(out NicRxFilterChangedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>NETDEV_STREAM_CONNECTED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetNetdevStreamConnected(out NetdevStreamConnectedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>NETDEV_STREAM_DISCONNECTED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetNetdevStreamDisconnected(out NetdevStreamDisconnectedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>NETDEV_VHOST_USER_CONNECTED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetNetdevVhostUserConnected(out NetdevVhostUserConnectedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>NETDEV_VHOST_USER_DISCONNECTED</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetNetdevVhostUserDisconnected(out NetdevVhostUserDisconnectedEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>VSERPORT_CHANGE</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetVserportChange(out VserportChangeEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>MIGRATION</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetMigration(out MigrationEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>MIGRATION_PASS</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetMigrationPass(out MigrationPassEvent value) => TryRead(out value);

    /// <summary>Reads the data of a <c>VFIO_MIGRATION</c> event. False for other events.</summary>
    /// <exception cref="InvalidOperationException">The subscription has moved on.</exception>
    /// <exception cref="QmpProtocolException">The data are not what QEMU promises.</exception>
    public bool TryGetVfioMigration(out VfioMigrationEvent value) => TryRead(out value);
}
