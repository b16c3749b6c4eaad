using System.Runtime.CompilerServices;
using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>Why a vCPU left the guest, as a view of the page that it shares with the kernel.</summary>
/// <remarks>
/// Good until the next run of the vCPU. Each kind of exit has a view of its own, which throws <see cref="InvalidOperationException"/> when the vCPU left for another reason.
/// A reason that VirtCore has no name for is kept as its number, with <see cref="Raw"/>.
/// </remarks>
public readonly unsafe ref struct KvmExit
{
    private const int UnionSize = 256;

    private readonly KvmVcpu _vcpu;

    internal KvmExit(KvmVcpu vcpu, KvmExitReason reason)
    {
        _vcpu = vcpu;
        Reason = reason;
    }

    /// <summary>Why: <c>KVM_EXIT_*</c>.</summary>
    public KvmExitReason Reason { get; }

    /// <summary>The vCPU.</summary>
    public KvmVcpu Vcpu => _vcpu;

    /// <summary>What the kernel says of the exit, in the layout of the reason: the union of <c>struct kvm_run</c>, 256 bytes.</summary>
    public ReadOnlySpan<byte> Raw => new(&_vcpu.Page->io, UnionSize);

    /// <summary>An access to a port (<see cref="KvmExitReason.Io"/>).</summary>
    public KvmIoExit Io
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Expect(KvmExitReason.Io);
            return new KvmIoExit(_vcpu);
        }
    }

    /// <summary>An access to an address without memory (<see cref="KvmExitReason.Mmio"/>).</summary>
    public KvmMmioExit Mmio
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get
        {
            Expect(KvmExitReason.Mmio);
            return new KvmMmioExit(&_vcpu.Page->mmio);
        }
    }

    /// <summary>A shutdown, reset or crash that the guest asked for (<see cref="KvmExitReason.SystemEvent"/>).</summary>
    public KvmSystemEventExit SystemEvent => new(&As(KvmExitReason.SystemEvent)->system_event);

    /// <summary>KVM could not go on (<see cref="KvmExitReason.InternalError"/>).</summary>
    public KvmInternalErrorExit InternalError => new(&As(KvmExitReason.InternalError)->@internal);

    /// <summary>The processor refused the vCPU's state (<see cref="KvmExitReason.FailEntry"/>).</summary>
    public KvmFailEntryExit FailEntry => new(&As(KvmExitReason.FailEntry)->fail_entry);

    /// <summary>The guest touched a page that is not there as it wants it (<see cref="KvmExitReason.MemoryFault"/>, Linux 6.8).</summary>
    public KvmMemoryFaultExit MemoryFault => new(&As(KvmExitReason.MemoryFault)->memory_fault);

    /// <summary>A breakpoint or step of the host's (<see cref="KvmExitReason.Debug"/>).</summary>
    public KvmDebugExit Debug => new(&As(KvmExitReason.Debug)->debug);

    /// <summary>A call of the guest's to the host (<see cref="KvmExitReason.Hypercall"/>).</summary>
    public KvmHypercallExit Hypercall => new(&As(KvmExitReason.Hypercall)->hypercall);

    /// <summary>An access to an MSR that the host asked for (<see cref="KvmExitReason.X86Rdmsr"/>, <see cref="KvmExitReason.X86Wrmsr"/>, Linux 5.10).</summary>
    public KvmMsrExit Msr
    {
        get
        {
            if (Reason is not (KvmExitReason.X86Rdmsr or KvmExitReason.X86Wrmsr))
                throw Wrong(KvmExitReason.X86Rdmsr);
            return new KvmMsrExit(&_vcpu.Page->msr);
        }
    }

    /// <summary>The vector whose end the guest told a split interrupt controller (<see cref="KvmExitReason.IoapicEoi"/>).</summary>
    public byte IoapicEoi => As(KvmExitReason.IoapicEoi)->eoi.vector;

    /// <summary>What the processor said, where KVM does not know it (<see cref="KvmExitReason.Unknown"/>).</summary>
    public ulong HardwareExitReason => As(KvmExitReason.Unknown)->hw.hardware_exit_reason;

    /// <summary>The exit in words, for a log.</summary>
    public override string ToString() => ExitText.Of(this);

    private void Expect(KvmExitReason reason)
    {
        if (Reason != reason)
            throw Wrong(reason);
    }

    private kvm_run* As(KvmExitReason reason)
    {
        Expect(reason);
        return _vcpu.Page;
    }

    private InvalidOperationException Wrong(KvmExitReason asked) => new($"The vCPU left for {Reason}, not for {asked}.");
}
