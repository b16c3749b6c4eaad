namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_TPR_ACCESS_REPORTING takes.</summary>
internal unsafe struct kvm_tpr_access_ctl
{
    public uint enabled;
    public uint flags;
    public fixed uint reserved[8];
}
