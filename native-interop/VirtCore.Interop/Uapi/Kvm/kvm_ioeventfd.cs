namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what KVM_IOEVENTFD takes.</summary>
internal unsafe struct kvm_ioeventfd
{
    public ulong datamatch;
    public ulong addr;
    public uint len;
    public int fd;
    public uint flags;
    public fixed byte pad[36];
}
