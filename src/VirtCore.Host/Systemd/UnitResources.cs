namespace VirtCore.Host;

/// <summary>What systemd sets on a unit's cgroup. What is null is left to systemd.</summary>
/// <remarks>
/// Only systemd writes these: attributes of a unit's own cgroup are its own, delegated or not. See
/// <see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html">systemd.resource-control(5)</see>.
/// </remarks>
public sealed record UnitResources
{
    /// <summary>What stands for no limit.</summary>
    public const ulong Infinity = ulong.MaxValue;

    /// <summary>Its share of CPU time among its siblings, 1 to 10,000; the default is 100 (<c>CPUWeight</c>, cpu.weight).</summary>
    public ulong? CpuWeight { get; init; }

    /// <summary>CPU time in each second of real time; more than a second is more than one CPU (<c>CPUQuotaPerSecUSec</c>, cpu.max).</summary>
    public TimeSpan? CpuTimePerSecond { get; init; }

    /// <summary>Bytes that reclaim leaves alone (<c>MemoryMin</c>, memory.min).</summary>
    public ulong? MemoryMin { get; init; }

    /// <summary>Bytes that reclaim takes last (<c>MemoryLow</c>, memory.low).</summary>
    public ulong? MemoryLow { get; init; }

    /// <summary>Bytes from which it is throttled and reclaimed (<c>MemoryHigh</c>, memory.high).</summary>
    public ulong? MemoryHigh { get; init; }

    /// <summary>Bytes from which the OOM killer comes (<c>MemoryMax</c>, memory.max).</summary>
    public ulong? MemoryMax { get; init; }

    /// <summary>Bytes of swap (<c>MemorySwapMax</c>, memory.swap.max).</summary>
    public ulong? MemorySwapMax { get; init; }

    /// <summary>
    /// How many tasks (<c>TasksMax</c>, pids.max). No limit unless it is set: systemd's own default is 15 percent of the machine's, which a scope with
    /// a few hundred virtual machines exceeds.
    /// </summary>
    public ulong TasksMax { get; init; } = Infinity;

    /// <summary>Its share of I/O among its siblings, 1 to 10,000; the default is 100 (<c>IOWeight</c>, io.weight).</summary>
    public ulong? IoWeight { get; init; }
}
