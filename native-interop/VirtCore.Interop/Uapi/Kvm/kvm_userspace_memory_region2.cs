namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.8: guest memory with a guest_memfd behind it, as KVM_SET_USER_MEMORY_REGION2 takes it.</summary>
internal unsafe struct kvm_userspace_memory_region2
{
    public uint slot;
    public uint flags;
    public ulong guest_phys_addr;
    public ulong memory_size;
    public ulong userspace_addr;
    public ulong guest_memfd_offset;
    public uint guest_memfd;
    public uint pad1;
    public fixed ulong pad2[14];
}
