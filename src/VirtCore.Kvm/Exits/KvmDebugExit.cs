using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>A breakpoint or a step of the host.</summary>
public readonly unsafe ref struct KvmDebugExit
{
    private readonly kvm_run_debug* _raw;

    internal KvmDebugExit(kvm_run_debug* raw) => _raw = raw;

    /// <summary>1 for a step or a hardware breakpoint, 3 for an INT3.</summary>
    public uint Exception => _raw->arch.exception;

    /// <summary>The linear address of the instruction.</summary>
    public ulong Pc => _raw->arch.pc;

    /// <summary>The debug status register.</summary>
    public ulong Dr6 => _raw->arch.dr6;

    /// <summary>The debug control register.</summary>
    public ulong Dr7 => _raw->arch.dr7;
}
