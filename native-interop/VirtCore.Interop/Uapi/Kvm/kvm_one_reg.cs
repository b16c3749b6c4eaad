namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_GET_ONE_REG takes.</summary>
internal struct kvm_one_reg
{
    public ulong id;
    public ulong addr;
}
