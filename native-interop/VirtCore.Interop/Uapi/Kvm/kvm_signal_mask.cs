namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_SET_SIGNAL_MASK takes; the kernel's signal set, 8 bytes, follows it.</summary>
internal struct kvm_signal_mask
{
    public uint len;
}
