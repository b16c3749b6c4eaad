namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the registers that lie in <see cref="kvm_run"/>.</summary>
internal struct kvm_sync_regs
{
    public kvm_regs regs;
    public kvm_sregs sregs;
    public kvm_vcpu_events events;
}
