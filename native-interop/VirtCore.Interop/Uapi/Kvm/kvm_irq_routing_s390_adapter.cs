namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: a route to an adapter of s390; here for its size.</summary>
internal struct kvm_irq_routing_s390_adapter
{
    public ulong ind_addr;
    public ulong summary_addr;
    public ulong ind_offset;
    public uint summary_offset;
    public uint adapter_id;
}
