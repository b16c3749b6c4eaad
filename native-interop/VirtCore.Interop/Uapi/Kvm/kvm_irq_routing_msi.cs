using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: a route to a message.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_irq_routing_msi
{
    [FieldOffset(0)]
    public uint address_lo;

    [FieldOffset(4)]
    public uint address_hi;

    [FieldOffset(8)]
    public uint data;

    [FieldOffset(12)]
    public uint pad;

    [FieldOffset(12)]
    public uint devid;
}
