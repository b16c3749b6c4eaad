namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what a vCPU of several does: a KVM_MP_STATE.</summary>
internal struct kvm_mp_state
{
    public uint mp_state;
}
