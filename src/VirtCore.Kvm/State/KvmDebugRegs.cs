using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The debug registers, as the guest has set them.</summary>
/// <remarks><c>struct kvm_debugregs</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public unsafe struct KvmDebugRegs
{
    internal kvm_debugregs Raw;

    /// <summary>DR0 to DR3: the addresses.</summary>
    [UnscopedRef]
    public Span<ulong> Db => MemoryMarshal.CreateSpan(ref Raw.db[0], 4);

    /// <summary>The status.</summary>
    public ulong Dr6
    {
        readonly get => Raw.dr6;
        set => Raw.dr6 = value;
    }

    /// <summary>The control.</summary>
    public ulong Dr7
    {
        readonly get => Raw.dr7;
        set => Raw.dr7 = value;
    }

    /// <summary>None is defined.</summary>
    public ulong Flags
    {
        readonly get => Raw.flags;
        set => Raw.flags = value;
    }
}
