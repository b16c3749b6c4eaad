namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_SIGNAL_MSI takes.</summary>
internal unsafe struct kvm_msi
{
    public uint address_lo;
    public uint address_hi;
    public uint data;
    public uint flags;
    public uint devid;
    public fixed byte pad[12];
}
