namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.16: a call of <see cref="kvm_run_tdx"/>.</summary>
internal struct kvm_run_tdx_get_tdvmcall_info
{
    public ulong ret;
    public ulong leaf;
    public ulong r11;
    public ulong r12;
    public ulong r13;
    public ulong r14;
}
