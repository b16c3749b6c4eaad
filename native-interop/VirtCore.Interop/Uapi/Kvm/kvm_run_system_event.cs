using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an event of the whole machine.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_run_system_event
{
    [FieldOffset(0)]
    public uint type;

    [FieldOffset(4)]
    public uint ndata;

    [FieldOffset(8)]
    public ulong flags;

    [FieldOffset(8)]
    public fixed ulong data[16];
}
