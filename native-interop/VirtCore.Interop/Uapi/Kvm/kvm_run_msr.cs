namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an access to an MSR.</summary>
internal unsafe struct kvm_run_msr
{
    public byte error;
    public fixed byte pad[7];
    public uint reason;
    public uint index;
    public ulong data;
}
