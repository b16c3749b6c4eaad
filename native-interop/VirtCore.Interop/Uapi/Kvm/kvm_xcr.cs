namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: an extended control register.</summary>
internal struct kvm_xcr
{
    public uint xcr;
    public uint reserved;
    public ulong value;
}
