namespace VirtCore;

/// <summary>What executes the guest's instructions.</summary>
public enum Accelerator
{
    /// <summary>The kernel's KVM: the hardware's virtualization. QEMU's <c>-accel kvm</c>.</summary>
    Kvm,

    /// <summary>QEMU's translator: slower, and works everywhere. QEMU's <c>-accel tcg</c>.</summary>
    Tcg,
}
