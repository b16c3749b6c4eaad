using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The x87 and SSE registers.</summary>
/// <remarks><c>struct kvm_fpu</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public unsafe struct KvmFpu
{
    internal kvm_fpu Raw;

    /// <summary>The eight x87 registers, 16 bytes each.</summary>
    [UnscopedRef]
    public Span<byte> Fpr => MemoryMarshal.CreateSpan(ref Raw.fpr[0], 128);

    /// <summary>The control word.</summary>
    public ushort Fcw
    {
        readonly get => Raw.fcw;
        set => Raw.fcw = value;
    }

    /// <summary>The status word.</summary>
    public ushort Fsw
    {
        readonly get => Raw.fsw;
        set => Raw.fsw = value;
    }

    /// <summary>The tag word, abridged as FXSAVE has it.</summary>
    public byte Ftwx
    {
        readonly get => Raw.ftwx;
        set => Raw.ftwx = value;
    }

    /// <summary>The last x87 instruction.</summary>
    public ushort LastOpcode
    {
        readonly get => Raw.last_opcode;
        set => Raw.last_opcode = value;
    }

    /// <summary>Where that was.</summary>
    public ulong LastIp
    {
        readonly get => Raw.last_ip;
        set => Raw.last_ip = value;
    }

    /// <summary>Where its operand was.</summary>
    public ulong LastDp
    {
        readonly get => Raw.last_dp;
        set => Raw.last_dp = value;
    }

    /// <summary>The sixteen XMM registers, 16 bytes each.</summary>
    [UnscopedRef]
    public Span<byte> Xmm => MemoryMarshal.CreateSpan(ref Raw.xmm[0], 256);

    /// <summary>The SSE control and status register.</summary>
    public uint Mxcsr
    {
        readonly get => Raw.mxcsr;
        set => Raw.mxcsr = value;
    }
}
