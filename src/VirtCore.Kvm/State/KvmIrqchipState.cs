using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The state of one interrupt controller of the VM.</summary>
/// <remarks><c>struct kvm_irqchip</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public unsafe struct KvmIrqchipState
{
    internal kvm_irqchip Raw;

    /// <summary>Which controller.</summary>
    public KvmIrqchip Chip
    {
        readonly get => (KvmIrqchip)Raw.chip_id;
        set => Raw.chip_id = (uint)value;
    }

    /// <summary>Its registers, as <c>struct kvm_pic_state</c> or <c>struct kvm_ioapic_state</c> has them.</summary>
    [UnscopedRef]
    public Span<byte> Data => MemoryMarshal.AsBytes(new Span<kvm_irqchip>(ref Raw))[8..];
}
