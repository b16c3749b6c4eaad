using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The local APIC: its register page, of which the first KiB matters.</summary>
/// <remarks><c>struct kvm_lapic_state</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public unsafe struct KvmLapicState
{
    internal kvm_lapic_state Raw;

    /// <summary>The registers, each in 16 bytes, as the processor manual numbers them.</summary>
    [UnscopedRef]
    public Span<byte> Regs => MemoryMarshal.CreateSpan(ref Raw.regs[0], 1024);
}
