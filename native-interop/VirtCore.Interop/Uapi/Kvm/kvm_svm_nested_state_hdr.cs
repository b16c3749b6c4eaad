namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: what AMD's nested state begins with.</summary>
internal struct kvm_svm_nested_state_hdr
{
    public ulong vmcb_pa;
    /// <summary>By Linux 7.2.</summary>
    public ulong gpat;
}
