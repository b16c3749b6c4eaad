namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of a failed entry.</summary>
internal struct kvm_run_fail_entry
{
    public ulong hardware_entry_failure_reason;
    public uint cpu;
}
