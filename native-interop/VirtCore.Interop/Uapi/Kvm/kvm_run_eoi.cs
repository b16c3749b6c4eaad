namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an end of interrupt, for a split irqchip.</summary>
internal struct kvm_run_eoi
{
    public byte vector;
}
