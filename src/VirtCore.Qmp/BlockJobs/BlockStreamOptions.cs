namespace VirtCore.Qmp;

/// <summary>Settings of <c>block-stream</c>. Those that are null are left to QEMU.</summary>
public readonly record struct BlockStreamOptions
{
    /// <summary>The job's id; the device's name where null.</summary>
    public string? JobId { get; init; }

    /// <summary>What stays below.</summary>
    public string? BaseNode { get; init; }

    /// <summary>The last node that is copied up.</summary>
    public string? Bottom { get; init; }

    /// <summary>The name to write into the image.</summary>
    public string? BackingFile { get; init; }

    /// <summary>Whether the name hides protocols. (9.0)</summary>
    public bool? BackingMaskProtocol { get; init; }

    /// <summary>At an error.</summary>
    public BlockErrorPolicy? OnError { get; init; }

    /// <summary>The speed limit; 0 is none.</summary>
    public long? BytesPerSecond { get; init; }

    /// <summary>The name of the job's own node.</summary>
    public string? FilterNodeName { get; init; }

    /// <summary>Whether it makes its change without waiting for <c>job-finalize</c>.</summary>
    public bool? AutoFinalize { get; init; }

    /// <summary>Whether it is gone once it is over.</summary>
    public bool? AutoDismiss { get; init; }
}
