namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the triple fault of <see cref="kvm_vcpu_events"/>.</summary>
internal struct kvm_vcpu_events_triple_fault
{
    public byte pending;
}
