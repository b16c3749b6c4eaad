namespace VirtCore.Kvm;

/// <summary>What is valid in a <see cref="KvmClockData"/>.</summary>
[Flags]
public enum KvmClockFlags : uint
{
    /// <summary>The clock alone.</summary>
    None = 0,

    /// <summary>The time stamp counters of all vCPUs agree (<c>KVM_CLOCK_TSC_STABLE</c>).</summary>
    TscStable = 2,

    /// <summary><see cref="KvmClockData.Realtime"/> is valid; when set, the clock is moved on by what has passed since.</summary>
    Realtime = 4,

    /// <summary><see cref="KvmClockData.HostTsc"/> is valid.</summary>
    HostTsc = 8,
}
