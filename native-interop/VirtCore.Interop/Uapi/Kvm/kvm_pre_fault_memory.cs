namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.11: what KVM_PRE_FAULT_MEMORY takes; the kernel moves <see cref="gpa"/> and <see cref="size"/> on.</summary>
internal unsafe struct kvm_pre_fault_memory
{
    public ulong gpa;
    public ulong size;
    public ulong flags;
    public fixed ulong padding[5];
}
