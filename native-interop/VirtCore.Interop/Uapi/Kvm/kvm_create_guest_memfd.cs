namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.8: what KVM_CREATE_GUEST_MEMFD takes.</summary>
internal unsafe struct kvm_create_guest_memfd
{
    public ulong size;
    public ulong flags;
    public fixed ulong reserved[6];
}
