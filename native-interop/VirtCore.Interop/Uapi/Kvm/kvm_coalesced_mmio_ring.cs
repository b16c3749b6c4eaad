namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the head of the ring; <see cref="kvm_coalesced_mmio"/> fill the rest of its page.</summary>
internal struct kvm_coalesced_mmio_ring
{
    public uint first;
    public uint last;
}
