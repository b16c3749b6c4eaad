namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the SMM part of <see cref="kvm_vmx_nested_state_hdr"/>.</summary>
internal struct kvm_vmx_nested_state_hdr_smm
{
    public ushort flags;
}
