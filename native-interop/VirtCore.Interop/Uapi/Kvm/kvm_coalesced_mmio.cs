using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: a write that waits in the ring.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_coalesced_mmio
{
    [FieldOffset(0)]
    public ulong phys_addr;

    [FieldOffset(8)]
    public uint len;

    [FieldOffset(12)]
    public uint pad;

    [FieldOffset(12)]
    public uint pio;

    [FieldOffset(16)]
    public fixed byte data[8];
}
