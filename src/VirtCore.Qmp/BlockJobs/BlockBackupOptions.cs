namespace VirtCore.Qmp;

/// <summary>Settings of <c>blockdev-backup</c>. Those that are null are left to QEMU.</summary>
public readonly record struct BlockBackupOptions
{
    /// <summary>The job's id; the device's name where null.</summary>
    public string? JobId { get; init; }

    /// <summary>The dirty bitmap that says what is copied.</summary>
    public string? Bitmap { get; init; }

    /// <summary>When the bitmap is updated.</summary>
    public BitmapSyncMode? BitmapMode { get; init; }

    /// <summary>Whether the copy is compressed.</summary>
    public bool? Compress { get; init; }

    /// <summary>At a failed read.</summary>
    public BlockErrorPolicy? OnSourceError { get; init; }

    /// <summary>At a failed write.</summary>
    public BlockErrorPolicy? OnTargetError { get; init; }

    /// <summary>Whether what was copied is discarded from the source. (9.1)</summary>
    public bool? DiscardSource { get; init; }

    /// <summary>The speed limit; 0 is none.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>The name of the job's own node.</summary>
    public string? FilterNodeName { get; init; }

    /// <summary>Whether it makes its change without waiting for <c>job-finalize</c>.</summary>
    public bool? AutoFinalize { get; init; }

    /// <summary>Whether it is gone once it is over.</summary>
    public bool? AutoDismiss { get; init; }
}
