using System.Runtime.CompilerServices;

namespace VirtCore.Host;

/// <summary>What <c>cpu.stat</c> says: the CPU time of a cgroup and those below it, and what its quota did.</summary>
/// <remarks>
/// Null is what this kernel does not say. Counted since the cgroup was made. See
/// <see href="https://docs.kernel.org/admin-guide/cgroup-v2.html#cpu-interface-files">cpu.stat</see>, Linux 4.15.
/// </remarks>
public struct CgroupCpuStatistics
{
    // In the order of a current kernel.
    private static readonly KeyTable s_keys = new(' ',
        "usage_usec", "user_usec", "system_usec", "nice_usec", "core_sched.force_idle_usec", "nr_periods", "nr_throttled",
        "throttled_usec", "nr_bursts", "burst_usec");

    private Values _values;

    /// <summary><c>usage_usec</c>. CPU time.</summary>
    public readonly TimeSpan? Usage => Microseconds(_values[0]);

    /// <summary><c>user_usec</c>. CPU time in user mode: a guest's is in it.</summary>
    public readonly TimeSpan? UserTime => Microseconds(_values[1]);

    /// <summary><c>system_usec</c>. CPU time in the kernel.</summary>
    public readonly TimeSpan? SystemTime => Microseconds(_values[2]);

    /// <summary><c>nice_usec</c>. CPU time at a positive nice value (Linux 6.13).</summary>
    public readonly TimeSpan? NiceTime => Microseconds(_values[3]);

    /// <summary><c>core_sched.force_idle_usec</c>. Time that a sibling thread had to be idle for core scheduling (Linux 6.1, where it is configured).</summary>
    public readonly TimeSpan? ForcedIdleTime => Microseconds(_values[4]);

    /// <summary><c>nr_periods</c>. How many periods of <c>cpu.max</c> have passed with something to run. From here on only where the cpu controller is enabled.</summary>
    public readonly long? Periods => KeyTable.ValueOf(_values[5]);

    /// <summary><c>nr_throttled</c>. In how many of them the quota was used up.</summary>
    public readonly long? ThrottledPeriods => KeyTable.ValueOf(_values[6]);

    /// <summary><c>throttled_usec</c>. For how long that stopped it, all CPUs together.</summary>
    public readonly TimeSpan? ThrottledTime => Microseconds(_values[7]);

    /// <summary><c>nr_bursts</c>. In how many periods it ran beyond the quota (Linux 5.15).</summary>
    public readonly long? Bursts => KeyTable.ValueOf(_values[8]);

    /// <summary><c>burst_usec</c>. CPU time beyond the quota (Linux 5.15).</summary>
    public readonly TimeSpan? BurstTime => Microseconds(_values[9]);

    /// <summary>Reads the text of the file.</summary>
    /// <returns>False when it is none.</returns>
    internal static bool TryParse(ReadOnlySpan<byte> text, out CgroupCpuStatistics statistics)
    {
        statistics = default;
        return s_keys.TryParse(text, statistics._values);
    }

    private static TimeSpan? Microseconds(ulong kept) => KeyTable.ValueOf(kept) is { } value ? KernelTime.FromMicroseconds(value) : null;

    [InlineArray(10)]
    private struct Values
    {
        private ulong _first;
    }
}
