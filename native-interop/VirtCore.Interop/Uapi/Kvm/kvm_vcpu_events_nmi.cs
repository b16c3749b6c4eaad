namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the NMI of <see cref="kvm_vcpu_events"/>.</summary>
internal struct kvm_vcpu_events_nmi
{
    public byte injected;
    public byte pending;
    public byte masked;
    public byte pad;
}
