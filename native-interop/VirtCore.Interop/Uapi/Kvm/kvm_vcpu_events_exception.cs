namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: the exception of <see cref="kvm_vcpu_events"/>.</summary>
internal struct kvm_vcpu_events_exception
{
    public byte injected;
    public byte nr;
    public byte has_error_code;
    public byte pending;
    public uint error_code;
}
