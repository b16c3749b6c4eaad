using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the union in <see cref="kvm_irq_routing_entry"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_irq_routing_entry_u
{
    [FieldOffset(0)]
    public kvm_irq_routing_irqchip irqchip;

    [FieldOffset(0)]
    public kvm_irq_routing_msi msi;

    [FieldOffset(0)]
    public kvm_irq_routing_s390_adapter adapter;

    [FieldOffset(0)]
    public kvm_irq_routing_hv_sint hv_sint;

    [FieldOffset(0)]
    public kvm_irq_routing_xen_evtchn xen_evtchn;

    [FieldOffset(0)]
    public fixed uint pad[8];
}
