namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the SMI of <see cref="kvm_vcpu_events"/>.</summary>
internal struct kvm_vcpu_events_smi
{
    public byte smm;
    public byte pending;
    public byte smm_inside_nmi;
    public byte latched_init;
}
