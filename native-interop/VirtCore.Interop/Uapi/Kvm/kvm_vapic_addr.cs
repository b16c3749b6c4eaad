namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_SET_VAPIC_ADDR takes.</summary>
internal struct kvm_vapic_addr
{
    public ulong vapic_addr;
}
