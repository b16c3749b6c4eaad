namespace VirtCore.Migration;

/// <summary>What a migration that succeeded took.</summary>
public sealed record MigrationReport
{
    /// <summary>The migration's identity.</summary>
    public required Guid Id { get; init; }

    /// <summary>From the call to the end of Confirm.</summary>
    public required TimeSpan Total { get; init; }

    /// <summary>The time of each phase.</summary>
    public required MigrationPhaseTimes Phases { get; init; }

    /// <summary>What the source's hypervisor says of the stream, its <c>downtime</c> among it; all zero when it died before it could be asked.</summary>
    public required MigrationStreamStatistics Stream { get; init; }

    /// <summary>
    /// From the source's CPUs stopping to the target's starting, by both hypervisors' event times; null when the guest was paused. Comparable
    /// only between hosts whose clocks agree.
    /// </summary>
    public TimeSpan? CpusStopped { get; init; }
}
