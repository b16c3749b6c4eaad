using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_IRQ_LINE takes; KVM_IRQ_LINE_STATUS gives <see cref="status"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_irq_level
{
    [FieldOffset(0)]
    public uint irq;

    [FieldOffset(0)]
    public int status;

    [FieldOffset(4)]
    public uint level;
}
