namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an exception.</summary>
internal struct kvm_run_ex
{
    public uint exception;
    public uint error_code;
}
