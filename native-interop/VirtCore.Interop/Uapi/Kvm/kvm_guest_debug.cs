namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_SET_GUEST_DEBUG takes.</summary>
internal struct kvm_guest_debug
{
    public uint control;
    public uint pad;
    public kvm_guest_debug_arch arch;
}
