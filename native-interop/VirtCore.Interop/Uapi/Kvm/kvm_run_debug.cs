namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an exit for the debugger.</summary>
internal struct kvm_run_debug
{
    public kvm_debug_exit_arch arch;
}
