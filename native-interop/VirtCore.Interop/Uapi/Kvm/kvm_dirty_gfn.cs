namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 5.11: an entry of the dirty ring.</summary>
internal struct kvm_dirty_gfn
{
    public uint flags;
    public uint slot;
    public ulong offset;
}
