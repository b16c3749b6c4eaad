namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: guest memory, as KVM_SET_USER_MEMORY_REGION takes it.</summary>
internal struct kvm_userspace_memory_region
{
    public uint slot;
    public uint flags;
    public ulong guest_phys_addr;
    public ulong memory_size;
    public ulong userspace_addr;
}
