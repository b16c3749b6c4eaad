namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: which accesses to a range of MSRs go to the guest.</summary>
internal unsafe struct kvm_msr_filter_range
{
    public uint flags;
    public uint nmsrs;
    public uint @base;
    public byte* bitmap;
}
