using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of a hypercall.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_run_hypercall
{
    [FieldOffset(0)]
    public ulong nr;

    [FieldOffset(8)]
    public fixed ulong args[6];

    [FieldOffset(56)]
    public ulong ret;

    [FieldOffset(64)]
    public uint longmode;

    /// <summary>Linux 6.5.</summary>
    [FieldOffset(64)]
    public ulong flags;
}
