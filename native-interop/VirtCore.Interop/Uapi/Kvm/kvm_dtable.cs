namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the GDT or IDT register.</summary>
internal unsafe struct kvm_dtable
{
    public ulong @base;
    public ushort limit;
    public fixed ushort padding[3];
}
