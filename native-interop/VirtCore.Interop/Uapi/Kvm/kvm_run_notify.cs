namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of a guest that kept the CPU from taking events.</summary>
internal struct kvm_run_notify
{
    public uint flags;
}
