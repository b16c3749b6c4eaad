using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>Exceptions, interrupts and NMIs that wait for a vCPU or are being delivered to it.</summary>
/// <remarks><c>struct kvm_vcpu_events</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public struct KvmVcpuEvents
{
    internal kvm_vcpu_events Raw;

    /// <summary>Whether an exception is being delivered.</summary>
    public bool ExceptionInjected
    {
        readonly get => Raw.exception.injected != 0;
        set => Raw.exception.injected = value ? (byte)1 : (byte)0;
    }

    /// <summary>Which.</summary>
    public byte ExceptionVector
    {
        readonly get => Raw.exception.nr;
        set => Raw.exception.nr = value;
    }

    /// <summary>Whether it pushes an error code.</summary>
    public bool ExceptionHasErrorCode
    {
        readonly get => Raw.exception.has_error_code != 0;
        set => Raw.exception.has_error_code = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether an exception waits. Needs <see cref="KvmCapability.ExceptionPayload"/> enabled, and <see cref="KvmVcpuEventFlags.Payload"/>.</summary>
    public bool ExceptionPending
    {
        readonly get => Raw.exception.pending != 0;
        set => Raw.exception.pending = value ? (byte)1 : (byte)0;
    }

    /// <summary>The error code.</summary>
    public uint ExceptionErrorCode
    {
        readonly get => Raw.exception.error_code;
        set => Raw.exception.error_code = value;
    }

    /// <summary>Whether the exception sets CR2 or DR6 when it is delivered.</summary>
    public bool ExceptionHasPayload
    {
        readonly get => Raw.exception_has_payload != 0;
        set => Raw.exception_has_payload = value ? (byte)1 : (byte)0;
    }

    /// <summary>What it sets there.</summary>
    public ulong ExceptionPayload
    {
        readonly get => Raw.exception_payload;
        set => Raw.exception_payload = value;
    }

    /// <summary>Whether an interrupt is being delivered.</summary>
    public bool InterruptInjected
    {
        readonly get => Raw.interrupt.injected != 0;
        set => Raw.interrupt.injected = value ? (byte)1 : (byte)0;
    }

    /// <summary>Which.</summary>
    public byte InterruptVector
    {
        readonly get => Raw.interrupt.nr;
        set => Raw.interrupt.nr = value;
    }

    /// <summary>Whether an INT instruction made it.</summary>
    public bool InterruptSoft
    {
        readonly get => Raw.interrupt.soft != 0;
        set => Raw.interrupt.soft = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether interrupts are held off for one instruction: 1 after MOV SS, 2 after STI.</summary>
    public byte InterruptShadow
    {
        readonly get => Raw.interrupt.shadow;
        set => Raw.interrupt.shadow = value;
    }

    /// <summary>Whether an NMI is being delivered.</summary>
    public bool NmiInjected
    {
        readonly get => Raw.nmi.injected != 0;
        set => Raw.nmi.injected = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether one waits.</summary>
    public bool NmiPending
    {
        readonly get => Raw.nmi.pending != 0;
        set => Raw.nmi.pending = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether one is being handled.</summary>
    public bool NmiMasked
    {
        readonly get => Raw.nmi.masked != 0;
        set => Raw.nmi.masked = value ? (byte)1 : (byte)0;
    }

    /// <summary>The page at which a startup interrupt begins the vCPU.</summary>
    public uint SipiVector
    {
        readonly get => Raw.sipi_vector;
        set => Raw.sipi_vector = value;
    }

    /// <summary>Whether the vCPU is in system management mode.</summary>
    public bool Smm
    {
        readonly get => Raw.smi.smm != 0;
        set => Raw.smi.smm = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether an SMI waits.</summary>
    public bool SmiPending
    {
        readonly get => Raw.smi.pending != 0;
        set => Raw.smi.pending = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether that began within an NMI.</summary>
    public bool SmmInsideNmi
    {
        readonly get => Raw.smi.smm_inside_nmi != 0;
        set => Raw.smi.smm_inside_nmi = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether an INIT waits for the end of system management mode.</summary>
    public bool LatchedInit
    {
        readonly get => Raw.smi.latched_init != 0;
        set => Raw.smi.latched_init = value ? (byte)1 : (byte)0;
    }

    /// <summary>Whether a triple fault waits. Linux 6.0.</summary>
    public bool TripleFaultPending
    {
        readonly get => Raw.triple_fault.pending != 0;
        set => Raw.triple_fault.pending = value ? (byte)1 : (byte)0;
    }

    /// <summary>Which parts are valid.</summary>
    public KvmVcpuEventFlags Flags
    {
        readonly get => (KvmVcpuEventFlags)Raw.flags;
        set => Raw.flags = (uint)value;
    }
}
