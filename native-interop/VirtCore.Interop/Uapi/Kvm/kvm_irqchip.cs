namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: an interrupt controller in the kernel.</summary>
internal struct kvm_irqchip
{
    public uint chip_id;
    public uint pad;
    public kvm_irqchip_chip chip;
}
