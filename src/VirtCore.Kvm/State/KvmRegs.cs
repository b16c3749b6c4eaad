using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>The general registers of a vCPU.</summary>
/// <remarks><c>struct kvm_regs</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmRegs
{
    internal kvm_regs Raw;

    /// <summary><c>rax</c>, 64 bits.</summary>
    public ulong Rax
    {
        readonly get => Raw.rax;
        set => Raw.rax = value;
    }

    /// <summary><c>rbx</c>, 64 bits.</summary>
    public ulong Rbx
    {
        readonly get => Raw.rbx;
        set => Raw.rbx = value;
    }

    /// <summary><c>rcx</c>, 64 bits.</summary>
    public ulong Rcx
    {
        readonly get => Raw.rcx;
        set => Raw.rcx = value;
    }

    /// <summary><c>rdx</c>, 64 bits.</summary>
    public ulong Rdx
    {
        readonly get => Raw.rdx;
        set => Raw.rdx = value;
    }

    /// <summary><c>rsi</c>, 64 bits.</summary>
    public ulong Rsi
    {
        readonly get => Raw.rsi;
        set => Raw.rsi = value;
    }

    /// <summary><c>rdi</c>, 64 bits.</summary>
    public ulong Rdi
    {
        readonly get => Raw.rdi;
        set => Raw.rdi = value;
    }

    /// <summary>The stack pointer.</summary>
    public ulong Rsp
    {
        readonly get => Raw.rsp;
        set => Raw.rsp = value;
    }

    /// <summary><c>rbp</c>, 64 bits.</summary>
    public ulong Rbp
    {
        readonly get => Raw.rbp;
        set => Raw.rbp = value;
    }

    /// <summary><c>r8</c>, 64 bits.</summary>
    public ulong R8
    {
        readonly get => Raw.r8;
        set => Raw.r8 = value;
    }

    /// <summary><c>r9</c>, 64 bits.</summary>
    public ulong R9
    {
        readonly get => Raw.r9;
        set => Raw.r9 = value;
    }

    /// <summary><c>r10</c>, 64 bits.</summary>
    public ulong R10
    {
        readonly get => Raw.r10;
        set => Raw.r10 = value;
    }

    /// <summary><c>r11</c>, 64 bits.</summary>
    public ulong R11
    {
        readonly get => Raw.r11;
        set => Raw.r11 = value;
    }

    /// <summary><c>r12</c>, 64 bits.</summary>
    public ulong R12
    {
        readonly get => Raw.r12;
        set => Raw.r12 = value;
    }

    /// <summary><c>r13</c>, 64 bits.</summary>
    public ulong R13
    {
        readonly get => Raw.r13;
        set => Raw.r13 = value;
    }

    /// <summary><c>r14</c>, 64 bits.</summary>
    public ulong R14
    {
        readonly get => Raw.r14;
        set => Raw.r14 = value;
    }

    /// <summary><c>r15</c>, 64 bits.</summary>
    public ulong R15
    {
        readonly get => Raw.r15;
        set => Raw.r15 = value;
    }

    /// <summary>The instruction pointer.</summary>
    public ulong Rip
    {
        readonly get => Raw.rip;
        set => Raw.rip = value;
    }

    /// <summary>The flags. Bit 1 is always set.</summary>
    public ulong Rflags
    {
        readonly get => Raw.rflags;
        set => Raw.rflags = value;
    }
}
