using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_REGISTER_COALESCED_MMIO takes.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_coalesced_mmio_zone
{
    [FieldOffset(0)]
    public ulong addr;

    [FieldOffset(8)]
    public uint size;

    [FieldOffset(12)]
    public uint pad;

    [FieldOffset(12)]
    public uint pio;
}
