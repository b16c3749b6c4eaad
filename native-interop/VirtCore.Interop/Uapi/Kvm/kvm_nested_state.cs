namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h, Linux 4.19: the head of a nested state; <see cref="size"/> counts it and what follows.</summary>
internal struct kvm_nested_state
{
    public ushort flags;
    public ushort format;
    public uint size;
    public kvm_nested_state_hdr hdr;
}
