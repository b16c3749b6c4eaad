using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the union in <see cref="kvm_hyperv_exit"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_hyperv_exit_u
{
    [FieldOffset(0)]
    public kvm_hyperv_exit_synic synic;

    [FieldOffset(0)]
    public kvm_hyperv_exit_hcall hcall;

    [FieldOffset(0)]
    public kvm_hyperv_exit_syndbg syndbg;
}
