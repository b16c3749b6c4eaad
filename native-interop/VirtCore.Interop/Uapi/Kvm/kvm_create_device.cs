namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_CREATE_DEVICE takes; it gives <see cref="fd"/>.</summary>
internal struct kvm_create_device
{
    public uint type;
    public uint fd;
    public uint flags;
}
