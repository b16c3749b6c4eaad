using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 5.0: what KVM_CLEAR_DIRTY_LOG takes.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_clear_dirty_log
{
    [FieldOffset(0)]
    public uint slot;

    [FieldOffset(4)]
    public uint num_pages;

    [FieldOffset(8)]
    public ulong first_page;

    [FieldOffset(16)]
    public void* dirty_bitmap;

    [FieldOffset(16)]
    public ulong padding2;
}
