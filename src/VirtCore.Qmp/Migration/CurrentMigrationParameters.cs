using System.Text.Json;

namespace VirtCore.Qmp;

/// <summary>The answer of <c>query-migrate-parameters</c>. What this QEMU has not is null.</summary>
/// <remarks>See the <see href="https://www.qemu.org/docs/master/interop/qemu-qmp-ref.html">QMP reference</see>.</remarks>
public readonly record struct CurrentMigrationParameters : IQmpObject<CurrentMigrationParameters>
{
    /// <summary>The bandwidth limit in bytes each second; 0 is none.</summary>
    public long? MaxBandwidthBytes { get; init; }

    /// <summary>How long the guest may stand still.</summary>
    public TimeSpan? DowntimeLimit { get; init; }

    /// <summary>The bandwidth limit of post-copy's background copy.</summary>
    public long? MaxPostcopyBandwidthBytes { get; init; }

    /// <summary>The number of multifd channels.</summary>
    public int? MultifdChannels { get; init; }

    /// <summary><c>none</c>, <c>zlib</c>, <c>zstd</c>.</summary>
    public string? MultifdCompression { get; init; }

    /// <summary>zlib's level.</summary>
    public int? MultifdZlibLevel { get; init; }

    /// <summary>zstd's level.</summary>
    public int? MultifdZstdLevel { get; init; }

    /// <summary>The size of XBZRLE's cache.</summary>
    public long? XbzrleCacheBytes { get; init; }

    /// <summary>The ratio of dirtied to sent bytes, in percent, at which auto-converge begins.</summary>
    public int? ThrottleTriggerThreshold { get; init; }

    /// <summary>By how many percent it slows the guest down at first.</summary>
    public int? CpuThrottleInitial { get; init; }

    /// <summary>And by how many more each time.</summary>
    public int? CpuThrottleIncrement { get; init; }

    /// <summary>Whether it slows down gently at the end.</summary>
    public bool? CpuThrottleTailslow { get; init; }

    /// <summary>The most percent.</summary>
    public int? MaxCpuThrottle { get; init; }

    /// <summary>The TLS credentials' id; empty is none.</summary>
    public string? TlsCredentials { get; init; }

    /// <summary>The name that the target's certificate must have.</summary>
    public string? TlsHostName { get; init; }

    /// <summary>The authorization object's id.</summary>
    public string? TlsAuthorization { get; init; }

    /// <summary>The wait before the first announcement.</summary>
    public TimeSpan? AnnounceInitial { get; init; }

    /// <summary>The longest wait between two.</summary>
    public TimeSpan? AnnounceMax { get; init; }

    /// <summary>How many.</summary>
    public int? AnnounceRounds { get; init; }

    /// <summary>By how much the wait grows.</summary>
    public TimeSpan? AnnounceStep { get; init; }

    /// <summary>The bandwidth to assume for the switchover; 0 is as measured.</summary>
    public long? AvailableSwitchoverBandwidthBytes { get; init; }

    /// <summary><c>normal</c>, <c>cpr-reboot</c>, <c>cpr-transfer</c>.</summary>
    public string? Mode { get; init; }

    /// <summary>The dirty page rate limit of a vCPU, in MiB each second.</summary>
    public long? VcpuDirtyLimit { get; init; }

    /// <summary><c>none</c>, <c>legacy</c>, <c>multifd</c>.</summary>
    public string? ZeroPageDetection { get; init; }

    /// <summary>Whether files are written with O_DIRECT.</summary>
    public bool? DirectIo { get; init; }

    static JsonMembers IQmpObject<CurrentMigrationParameters>.Members { get; } = new JsonMembers("max-bandwidth", "downtime-limit", "max-postcopy-bandwidth", "multifd-channels", "multifd-compression", "multifd-zlib-level",
            "multifd-zstd-level", "xbzrle-cache-size", "throttle-trigger-threshold", "cpu-throttle-initial",
            "cpu-throttle-increment", "cpu-throttle-tailslow", "max-cpu-throttle", "tls-creds", "tls-hostname", "tls-authz",
            "announce-initial", "announce-max", "announce-rounds", "announce-step")
        .Since(8, 1, "vcpu-dirty-limit")
        .Since(8, 2, "avail-switchover-bandwidth", "mode")
        .Since(9, 0, "zero-page-detection")
        .Since(9, 1, "direct-io");

    static void IQmpObject<CurrentMigrationParameters>.Read(ref CurrentMigrationParameters value, int member, ref Utf8JsonReader reader) => value = member switch
    {
        0 => value with { MaxBandwidthBytes = QmpObject.ReadSize(ref reader) },
        1 => value with { DowntimeLimit = QmpObject.ReadMilliseconds(ref reader) },
        2 => value with { MaxPostcopyBandwidthBytes = QmpObject.ReadSize(ref reader) },
        3 => value with { MultifdChannels = reader.GetInt32() },
        4 => value with { MultifdCompression = QmpStrings.Read(ref reader) },
        5 => value with { MultifdZlibLevel = reader.GetInt32() },
        6 => value with { MultifdZstdLevel = reader.GetInt32() },
        7 => value with { XbzrleCacheBytes = QmpObject.ReadSize(ref reader) },
        8 => value with { ThrottleTriggerThreshold = reader.GetInt32() },
        9 => value with { CpuThrottleInitial = reader.GetInt32() },
        10 => value with { CpuThrottleIncrement = reader.GetInt32() },
        11 => value with { CpuThrottleTailslow = reader.GetBoolean() },
        12 => value with { MaxCpuThrottle = reader.GetInt32() },
        13 => value with { TlsCredentials = QmpStrings.Read(ref reader) },
        14 => value with { TlsHostName = QmpStrings.Read(ref reader) },
        15 => value with { TlsAuthorization = QmpStrings.Read(ref reader) },
        16 => value with { AnnounceInitial = QmpObject.ReadMilliseconds(ref reader) },
        17 => value with { AnnounceMax = QmpObject.ReadMilliseconds(ref reader) },
        18 => value with { AnnounceRounds = reader.GetInt32() },
        19 => value with { AnnounceStep = QmpObject.ReadMilliseconds(ref reader) },
        20 => value with { VcpuDirtyLimit = reader.GetInt64() },
        21 => value with { AvailableSwitchoverBandwidthBytes = QmpObject.ReadSize(ref reader) },
        22 => value with { Mode = QmpStrings.Read(ref reader) },
        23 => value with { ZeroPageDetection = QmpStrings.Read(ref reader) },
        24 => value with { DirectIo = reader.GetBoolean() },
        _ => value,
    };
}
