namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: where a GSI goes.</summary>
internal struct kvm_irq_routing_entry
{
    public uint gsi;
    public uint type;
    public uint flags;
    public uint pad;
    public kvm_irq_routing_entry_u u;
}
