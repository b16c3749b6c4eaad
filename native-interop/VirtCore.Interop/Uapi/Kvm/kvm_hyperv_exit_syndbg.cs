namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: of <see cref="kvm_hyperv_exit"/>.</summary>
internal struct kvm_hyperv_exit_syndbg
{
    public uint msr;
    public uint pad2;
    public ulong control;
    public ulong status;
    public ulong send_page;
    public ulong recv_page;
    public ulong pending_page;
}
