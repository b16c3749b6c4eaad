namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 5.17: a route to an event channel of Xen.</summary>
internal struct kvm_irq_routing_xen_evtchn
{
    public uint port;
    public uint vcpu;
    public uint priority;
}
