namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: what Intel's nested state begins with.</summary>
internal struct kvm_vmx_nested_state_hdr
{
    public ulong vmxon_pa;
    public ulong vmcs12_pa;
    public kvm_vmx_nested_state_hdr_smm smm;
    public ushort pad;
    public uint flags;
    public ulong preemption_timer_deadline;
}
