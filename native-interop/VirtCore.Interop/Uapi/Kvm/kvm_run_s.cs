using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the union of the registers in <see cref="kvm_run"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_run_s
{
    [FieldOffset(0)]
    public kvm_sync_regs regs;

    [FieldOffset(0)]
    public fixed byte padding[2048];
}
