namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h, Linux 6.16: a call of <see cref="kvm_run_tdx"/> that has no form of its own.</summary>
internal unsafe struct kvm_run_tdx_unknown
{
    public ulong ret;
    public fixed ulong data[5];
}
