namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: an attribute of a device, a VM or a vCPU.</summary>
internal struct kvm_device_attr
{
    public uint flags;
    public uint group;
    public ulong attr;
    public ulong addr;
}
