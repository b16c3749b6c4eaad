namespace VirtCore.Migration;

/// <summary>How a migration is to be done.</summary>
public sealed record MigrationOptions
{
    /// <summary>At most this many bytes per second on the stream, or 0 for no limit. QEMU: <c>max-bandwidth</c>.</summary>
    public long MaxBytesPerSecond { get; init; }

    /// <summary>How long the guest may be stopped by the hypervisor's estimate before it switches over. QEMU: <c>downtime-limit</c>; its default is 300 ms.</summary>
    public TimeSpan DowntimeLimit { get; init; } = TimeSpan.FromMilliseconds(300);

    /// <summary>At most this long for Begin.</summary>
    public TimeSpan BeginTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>At most this long for Prepare: the start of the target's QEMU.</summary>
    public TimeSpan PrepareTimeout { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>At most this long for Perform. A guest that makes memory dirty faster than the stream carries it never converges by itself.</summary>
    public TimeSpan PerformTimeout { get; init; } = TimeSpan.FromHours(1);

    /// <summary>At most this long for Finish up to the commit, while the guest is stopped, and as long again from the commit to the CPUs' start.</summary>
    public TimeSpan FinishTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>At most this long for Confirm, and for putting a side back after a failure.</summary>
    public TimeSpan ConfirmTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Checks the options.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A time-out is not positive, or the rate is negative.</exception>
    public void Validate()
    {
        ArgumentOutOfRangeException.ThrowIfNegative(MaxBytesPerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(DowntimeLimit, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(BeginTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PrepareTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(PerformTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(FinishTimeout, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(ConfirmTimeout, TimeSpan.Zero);
    }
}
