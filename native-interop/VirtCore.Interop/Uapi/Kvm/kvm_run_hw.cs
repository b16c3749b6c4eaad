namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an exit that KVM does not know.</summary>
internal struct kvm_run_hw
{
    public ulong hardware_exit_reason;
}
