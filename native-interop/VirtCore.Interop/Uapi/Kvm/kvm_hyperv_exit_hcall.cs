namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: of <see cref="kvm_hyperv_exit"/>.</summary>
internal unsafe struct kvm_hyperv_exit_hcall
{
    public ulong input;
    public ulong result;
    public fixed ulong @params[2];
}
