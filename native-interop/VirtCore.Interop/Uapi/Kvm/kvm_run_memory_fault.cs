namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of a page that could not be had. Linux 6.8.</summary>
internal struct kvm_run_memory_fault
{
    public ulong flags;
    public ulong gpa;
    public ulong size;
}
