namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_CREATE_PIT2 takes.</summary>
internal unsafe struct kvm_pit_config
{
    public uint flags;
    public fixed uint pad[15];
}
