namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an access to the task priority.</summary>
internal struct kvm_run_tpr_access
{
    public ulong rip;
    public uint is_write;
    public uint pad;
}
