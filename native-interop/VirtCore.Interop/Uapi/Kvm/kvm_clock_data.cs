namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the clock of a VM, in nanoseconds.</summary>
internal unsafe struct kvm_clock_data
{
    public ulong clock;
    public uint flags;
    public uint pad0;
    public ulong realtime;
    public ulong host_tsc;
    public fixed uint pad[4];
}
