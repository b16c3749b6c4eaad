namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_IRQFD takes.</summary>
internal unsafe struct kvm_irqfd
{
    public uint fd;
    public uint gsi;
    public uint flags;
    public uint resamplefd;
    public fixed byte pad[16];
}
