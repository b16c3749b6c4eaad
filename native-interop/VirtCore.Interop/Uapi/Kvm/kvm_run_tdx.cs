using System.Runtime.InteropServices;

namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of a call of a TDX guest. Linux 6.16.</summary>
[StructLayout(LayoutKind.Explicit)]
internal struct kvm_run_tdx
{
    [FieldOffset(0)]
    public ulong flags;

    [FieldOffset(8)]
    public ulong nr;

    [FieldOffset(16)]
    public kvm_run_tdx_unknown unknown;

    [FieldOffset(16)]
    public kvm_run_tdx_get_quote get_quote;

    [FieldOffset(16)]
    public kvm_run_tdx_get_tdvmcall_info get_tdvmcall_info;

    [FieldOffset(16)]
    public kvm_run_tdx_setup_event_notify setup_event_notify;
}
