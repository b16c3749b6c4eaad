namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.16: a call of <see cref="kvm_run_tdx"/>.</summary>
internal struct kvm_run_tdx_setup_event_notify
{
    public ulong ret;
    public ulong vector;
}
