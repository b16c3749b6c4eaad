namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: of <see cref="kvm_hyperv_exit"/>.</summary>
internal struct kvm_hyperv_exit_synic
{
    public uint msr;
    public uint pad2;
    public ulong control;
    public ulong evt_page;
    public ulong msg_page;
}
