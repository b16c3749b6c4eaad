namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_INTERRUPT takes.</summary>
internal struct kvm_interrupt
{
    public uint irq;
}
