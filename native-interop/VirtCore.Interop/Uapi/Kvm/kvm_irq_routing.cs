namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the head of KVM_SET_GSI_ROUTING; <see cref="nr"/> of <see cref="kvm_irq_routing_entry"/> follow.</summary>
internal struct kvm_irq_routing
{
    public uint nr;
    public uint flags;
}
