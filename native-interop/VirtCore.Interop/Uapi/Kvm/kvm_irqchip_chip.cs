using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the union in <see cref="kvm_irqchip"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_irqchip_chip
{
    [FieldOffset(0)]
    public fixed byte dummy[512];

    [FieldOffset(0)]
    public kvm_pic_state pic;

    [FieldOffset(0)]
    public kvm_ioapic_state ioapic;
}
