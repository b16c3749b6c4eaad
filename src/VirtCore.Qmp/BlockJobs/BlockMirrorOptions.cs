namespace VirtCore.Qmp;

/// <summary>Settings of <c>blockdev-mirror</c>. Those that are null are left to QEMU.</summary>
public readonly record struct BlockMirrorOptions
{
    /// <summary>The job's id; the device's name where null.</summary>
    public string? JobId { get; init; }

    /// <summary>The node that the target takes the place of.</summary>
    public string? Replaces { get; init; }

    /// <summary>The granularity of its dirty bitmap.</summary>
    public long? GranularityBytes { get; init; }

    /// <summary>Bytes in flight.</summary>
    public long? BufferBytes { get; init; }

    /// <summary>At a failed read.</summary>
    public BlockErrorPolicy? OnSourceError { get; init; }

    /// <summary>At a failed write.</summary>
    public BlockErrorPolicy? OnTargetError { get; init; }

    /// <summary>How it follows.</summary>
    public MirrorCopyMode? CopyMode { get; init; }

    /// <summary>The speed limit; 0 is none.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>The name of the job's own node.</summary>
    public string? FilterNodeName { get; init; }

    /// <summary>Whether it makes its change without waiting for <c>job-finalize</c>.</summary>
    public bool? AutoFinalize { get; init; }

    /// <summary>Whether it is gone once it is over.</summary>
    public bool? AutoDismiss { get; init; }
}
