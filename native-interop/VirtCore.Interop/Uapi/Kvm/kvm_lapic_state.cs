namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the registers of a local APIC, as its page has them.</summary>
internal unsafe struct kvm_lapic_state
{
    public fixed byte regs[1024];
}
