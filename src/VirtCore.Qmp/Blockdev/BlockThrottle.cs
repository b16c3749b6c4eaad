namespace VirtCore.Qmp;

/// <summary>Limits of <c>block_set_io_throttle</c>; 0 is none. Those that are null are left to QEMU.</summary>
public readonly record struct BlockThrottle
{
    /// <summary>Devices of a group share their limits.</summary>
    public string? Group { get; init; }

    /// <summary>Total bytes each second in a burst.</summary>
    public long? BytesPerSecondMax { get; init; }

    /// <summary>Read bytes each second in a burst.</summary>
    public long? ReadBytesPerSecondMax { get; init; }

    /// <summary>Written bytes each second in a burst.</summary>
    public long? WriteBytesPerSecondMax { get; init; }

    /// <summary>Operations each second in a burst.</summary>
    public long? OperationsPerSecondMax { get; init; }

    /// <summary>Reads each second in a burst.</summary>
    public long? ReadsPerSecondMax { get; init; }

    /// <summary>Writes each second in a burst.</summary>
    public long? WritesPerSecondMax { get; init; }

    /// <summary>How long a burst of bytes may last.</summary>
    public long? BytesPerSecondMaxSeconds { get; init; }

    /// <summary>How long a burst of operations may last.</summary>
    public long? OperationsPerSecondMaxSeconds { get; init; }

    /// <summary>Larger operations count as several.</summary>
    public long? OperationSizeBytes { get; init; }

    /// <summary>Total bytes each second.</summary>
    public long BytesPerSecond { get; init; }

    /// <summary>Read bytes each second.</summary>
    public long ReadBytesPerSecond { get; init; }

    /// <summary>Written bytes each second.</summary>
    public long WriteBytesPerSecond { get; init; }

    /// <summary>Operations each second.</summary>
    public long OperationsPerSecond { get; init; }

    /// <summary>Reads each second.</summary>
    public long ReadsPerSecond { get; init; }

    /// <summary>Writes each second.</summary>
    public long WritesPerSecond { get; init; }
}
