namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what a guest wants of Hyper-V.</summary>
internal struct kvm_hyperv_exit
{
    public uint type;
    public uint pad1;
    public kvm_hyperv_exit_u u;
}
