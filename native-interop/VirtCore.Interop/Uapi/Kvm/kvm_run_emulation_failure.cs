namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: what <see cref="kvm_run"/> says of an instruction that KVM cannot emulate.</summary>
internal unsafe struct kvm_run_emulation_failure
{
    public uint suberror;
    public uint ndata;
    public ulong flags;
    public byte insn_size;
    public fixed byte insn_bytes[15];
}
