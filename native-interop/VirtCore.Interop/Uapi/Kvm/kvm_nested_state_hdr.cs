using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the union in <see cref="kvm_nested_state"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal unsafe struct kvm_nested_state_hdr
{
    [FieldOffset(0)]
    public kvm_vmx_nested_state_hdr vmx;

    [FieldOffset(0)]
    public kvm_svm_nested_state_hdr svm;

    [FieldOffset(0)]
    public fixed byte pad[120];
}
