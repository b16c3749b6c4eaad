namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the head of a list of MSRs; <see cref="nmsrs"/> numbers of 4 bytes follow.</summary>
internal struct kvm_msr_list
{
    public uint nmsrs;
}
