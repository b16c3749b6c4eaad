namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: what KVM_REINJECT_CONTROL takes.</summary>
internal unsafe struct kvm_reinject_control
{
    public byte pit_reinject;
    public fixed byte reserved[31];
}
