using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the union in <see cref="kvm_xen_exit"/>.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_xen_exit_u
{
    [FieldOffset(0)]
    public kvm_xen_exit_hcall hcall;
}
