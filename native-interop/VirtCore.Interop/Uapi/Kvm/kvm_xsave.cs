namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the XSAVE area; more follows it where KVM_CAP_XSAVE2 says more than 4096.</summary>
internal unsafe struct kvm_xsave
{
    public fixed uint region[1024];
}
