namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_TRANSLATE takes and gives.</summary>
internal unsafe struct kvm_translation
{
    public ulong linear_address;
    public ulong physical_address;
    public byte valid;
    public byte writeable;
    public byte usermode;
    public fixed byte pad[5];
}
