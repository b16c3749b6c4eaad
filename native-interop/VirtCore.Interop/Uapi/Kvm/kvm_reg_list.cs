namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the head of KVM_GET_REG_LIST; <see cref="n"/> numbers of 8 bytes follow.</summary>
internal struct kvm_reg_list
{
    public ulong n;
}
