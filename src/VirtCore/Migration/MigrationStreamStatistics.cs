namespace VirtCore.Migration;

/// <summary>What the source's hypervisor says of a stream that has ended.</summary>
public readonly record struct MigrationStreamStatistics
{
    /// <summary>Bytes of guest memory sent.</summary>
    public required long TransferredBytes { get; init; }

    /// <summary>The guest's memory in bytes.</summary>
    public required long TotalBytes { get; init; }

    /// <summary>Passes over memory.</summary>
    public required long Passes { get; init; }

    /// <summary>How long the guest was stopped on the source by the hypervisor's own account. QEMU: <c>downtime</c>.</summary>
    public required TimeSpan Downtime { get; init; }
}
