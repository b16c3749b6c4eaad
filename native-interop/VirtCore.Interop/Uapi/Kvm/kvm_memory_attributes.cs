namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.8: what KVM_SET_MEMORY_ATTRIBUTES takes.</summary>
internal struct kvm_memory_attributes
{
    public ulong address;
    public ulong size;
    public ulong attributes;
    public ulong flags;
}
