using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The VM's clock, which the guest reads as kvmclock.</summary>
/// <remarks><c>struct kvm_clock_data</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmClockData
{
    internal kvm_clock_data Raw;

    /// <summary>Nanoseconds of the guest.</summary>
    public ulong Clock
    {
        readonly get => Raw.clock;
        set => Raw.clock = value;
    }

    /// <summary>Which of the other values are valid, and of what kind the clock is.</summary>
    public KvmClockFlags Flags
    {
        readonly get => (KvmClockFlags)Raw.flags;
        set => Raw.flags = (uint)value;
    }

    /// <summary>The host's CLOCK_REALTIME at that moment, in nanoseconds. Linux 5.16.</summary>
    public ulong Realtime
    {
        readonly get => Raw.realtime;
        set => Raw.realtime = value;
    }

    /// <summary>The host's time stamp counter at that moment. Linux 5.16.</summary>
    public ulong HostTsc
    {
        readonly get => Raw.host_tsc;
        set => Raw.host_tsc = value;
    }
}
