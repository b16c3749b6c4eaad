namespace VirtCore.Qmp;

/// <summary>Settings of <c>block-commit</c>. Those that are null are left to QEMU.</summary>
public readonly record struct BlockCommitOptions
{
    /// <summary>The job's id; the device's name where null.</summary>
    public string? JobId { get; init; }

    /// <summary>Where to; the lowest where null.</summary>
    public string? BaseNode { get; init; }

    /// <summary>From where; the active one where null.</summary>
    public string? TopNode { get; init; }

    /// <summary>The name to write into the image above.</summary>
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
