namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what a guest wants of Xen.</summary>
internal struct kvm_xen_exit
{
    public uint type;
    public kvm_xen_exit_u u;
}
