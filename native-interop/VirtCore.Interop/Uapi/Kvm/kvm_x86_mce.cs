namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_X86_SET_MCE takes.</summary>
internal unsafe struct kvm_x86_mce
{
    public ulong status;
    public ulong addr;
    public ulong misc;
    public ulong mcg_status;
    public byte bank;
    public fixed byte pad1[7];
    public fixed ulong pad2[3];
}
