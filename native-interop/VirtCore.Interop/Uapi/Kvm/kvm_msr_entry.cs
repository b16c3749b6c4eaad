namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: a model-specific register.</summary>
internal struct kvm_msr_entry
{
    public uint index;
    public uint reserved;
    public ulong data;
}
