namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the debug registers that the host sets for itself.</summary>
internal unsafe struct kvm_guest_debug_arch
{
    public fixed ulong debugreg[8];
}
