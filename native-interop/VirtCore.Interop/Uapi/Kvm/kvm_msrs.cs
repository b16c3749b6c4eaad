namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the head of KVM_GET_MSRS; <see cref="nmsrs"/> of <see cref="kvm_msr_entry"/> follow.</summary>
internal struct kvm_msrs
{
    public uint nmsrs;
    public uint pad;
}
