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

    /// <summary>The size of XBZRLE's cache in bytes.</summary>
    public long? XbzrleCacheBytes { get; init; }

    /// <summary><c>none</c>, <c>zlib</c>, <c>zstd</c>.</summary>
    public string? MultifdCompression { get; init; }

    /// <summary>zlib's level, 0 to 9.</summary>
    public int? MultifdZlibLevel { get; init; }

    /// <summary>zstd's level, 0 to 20.</summary>
    public int? MultifdZstdLevel { get; init; }

    /// <summary>The ratio of dirtied to sent bytes, in percent, at which auto-converge begins.</summary>
    public int? ThrottleTriggerThreshold { get; init; }

    /// <summary>By how many percent auto-converge slows the guest down at first.</summary>
    public int? CpuThrottleInitial { get; init; }

    /// <summary>And by how many more each time.</summary>
    public int? CpuThrottleIncrement { get; init; }

    /// <summary>Whether it slows down gently at the end.</summary>
    public bool? CpuThrottleTailslow { get; init; }

    /// <summary>The most percent.</summary>
    public int? MaxCpuThrottle { get; init; }

    /// <summary>The wait before the target first announces the guest to the switches.</summary>
    public TimeSpan? AnnounceInitial { get; init; }

    /// <summary>The longest wait between two announcements.</summary>
    public TimeSpan? AnnounceMax { get; init; }

    /// <summary>How many announcements.</summary>
    public int? AnnounceRounds { get; init; }

    /// <summary>By how much the wait grows.</summary>
    public TimeSpan? AnnounceStep { get; init; }

    /// <summary>The TLS credentials' id; empty is none.</summary>
    public string? TlsCredentials { get; init; }

    /// <summary>The name that the target's certificate must have.</summary>
    public string? TlsHostName { get; init; }

    /// <summary>The authorization object's id.</summary>
    public string? TlsAuthorization { get; init; }

    /// <summary>The dirty page rate limit of a vCPU in MiB each second, for the capability <c>dirty-limit</c> (8.1).</summary>
    public long? VcpuDirtyLimit { get; init; }

    /// <summary><c>normal</c>, <c>cpr-reboot</c> (8.2).</summary>
    public string? Mode { get; init; }

    /// <summary><c>none</c>, <c>legacy</c>, <c>multifd</c> (9.0).</summary>
    public string? ZeroPageDetection { get; init; }

    /// <summary>Whether files are written with O_DIRECT (9.1).</summary>
    public bool? DirectIo { get; init; }
}
