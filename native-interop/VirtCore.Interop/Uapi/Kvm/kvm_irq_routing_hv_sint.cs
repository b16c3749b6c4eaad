namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: a route to a synthetic interrupt of Hyper-V.</summary>
internal struct kvm_irq_routing_hv_sint
{
    public uint vcpu;
    public uint sint;
}
