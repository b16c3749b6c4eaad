namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: a route to a pin of an interrupt controller.</summary>
internal struct kvm_irq_routing_irqchip
{
    public uint irqchip;
    public uint pin;
}
