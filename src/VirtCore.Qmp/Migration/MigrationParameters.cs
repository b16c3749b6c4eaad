namespace VirtCore.Qmp;

/// <summary>Settings of <c>migrate-set-parameters</c>. Those that are null stay as they are.</summary>
public readonly record struct MigrationParameters
{
    /// <summary>The bandwidth limit in bytes each second; 0 is none.</summary>
    public long? MaxBandwidthBytes { get; init; }

    /// <summary>How long the guest may stand still at the switchover. QEMU counts in milliseconds, up to 2000 seconds.</summary>
    public TimeSpan? DowntimeLimit { get; init; }

    /// <summary>The bandwidth to assume when QEMU judges whether the rest fits into the downtime limit, in bytes each second (8.2).</summary>
    public long? AvailableSwitchoverBandwidthBytes { get; init; }

    /// <summary>The bandwidth limit of post-copy's background copy in bytes each second; 0 is none.</summary>
    public long? MaxPostcopyBandwidthBytes { get; init; }

    /// <summary>The number of multifd channels.</summary>
    public int? MultifdChannels { get; init; }
}
