namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the interrupt of <see cref="kvm_vcpu_events"/>.</summary>
internal struct kvm_vcpu_events_interrupt
{
    public byte injected;
    public byte nr;
    public byte soft;
    public byte shadow;
}
