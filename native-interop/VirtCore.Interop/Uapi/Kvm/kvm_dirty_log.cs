using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_GET_DIRTY_LOG takes.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_dirty_log
{
    [FieldOffset(0)]
    public uint slot;

    [FieldOffset(4)]
    public uint padding1;

    [FieldOffset(8)]
    public void* dirty_bitmap;

    [FieldOffset(8)]
    public ulong padding2;
}
