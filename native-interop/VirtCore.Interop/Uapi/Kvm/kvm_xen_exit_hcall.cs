namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: of <see cref="kvm_xen_exit"/>.</summary>
internal unsafe struct kvm_xen_exit_hcall
{
    public uint longmode;
    public uint cpl;
    public ulong input;
    public ulong result;
    public fixed ulong @params[6];
}
