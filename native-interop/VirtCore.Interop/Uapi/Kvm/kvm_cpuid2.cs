namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the head of a CPUID; <see cref="nent"/> of <see cref="kvm_cpuid_entry2"/> follow.</summary>
internal struct kvm_cpuid2
{
    public uint nent;
    public uint padding;
}
