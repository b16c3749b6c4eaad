namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_ENABLE_CAP takes.</summary>
internal unsafe struct kvm_enable_cap
{
    public uint cap;
    public uint flags;
    public fixed ulong args[4];
    public fixed byte pad[64];
}
