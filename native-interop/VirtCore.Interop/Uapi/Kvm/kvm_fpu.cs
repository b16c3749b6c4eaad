namespace VirtCore.Interop.Uapi;

/// <summary>asm/kvm.h: x87 and SSE state.</summary>
internal unsafe struct kvm_fpu
{
    /// <summary>Eight registers of 16 bytes.</summary>
    public fixed byte fpr[128];
    public ushort fcw;
    public ushort fsw;
    public byte ftwx;
    public byte pad1;
    public ushort last_opcode;
    public ulong last_ip;
    public ulong last_dp;
    /// <summary>Sixteen registers of 16 bytes.</summary>
    public fixed byte xmm[256];
    public uint mxcsr;
    public uint pad2;
}
