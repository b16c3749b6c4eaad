using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>Why a vCPU left the guest, by the kernel's number: <c>KVM_EXIT_*</c>.</summary>
/// <remarks>A number without a name here is passed on as it is. See <see href="https://docs.kernel.org/virt/kvm/api.html#the-kvm-run-structure">the KVM API</see>.</remarks>
public enum KvmExitReason : uint
{
    /// <summary>The processor left the guest for a reason that KVM does not know (<see cref="KvmExit.HardwareExitReason"/>).</summary>
    Unknown = KVM.EXIT_UNKNOWN,

    /// <summary>An exception. Not seen any more.</summary>
    Exception = KVM.EXIT_EXCEPTION,

    /// <summary>The guest read or wrote a port (<see cref="KvmExit.Io"/>).</summary>
    Io = KVM.EXIT_IO,

    /// <summary>The guest called its host, and the call was asked for (<see cref="KvmExit.Hypercall"/>, <see cref="KvmCapability.ExitHypercall"/>).</summary>
    Hypercall = KVM.EXIT_HYPERCALL,

    /// <summary>A step or a breakpoint of the host's (<see cref="KvmExit.Debug"/>).</summary>
    Debug = KVM.EXIT_DEBUG,

    /// <summary>The guest waits for an interrupt, and no interrupt controller of the kernel's waits for it.</summary>
    Hlt = KVM.EXIT_HLT,

    /// <summary>The guest read or wrote an address without memory, or wrote to a read-only slot (<see cref="KvmExit.Mmio"/>).</summary>
    Mmio = KVM.EXIT_MMIO,

    /// <summary>The guest can take an interrupt now, which the host had asked to be told.</summary>
    IrqWindowOpen = KVM.EXIT_IRQ_WINDOW_OPEN,

    /// <summary>A triple fault, or another end of the processor. What the registers say may be undefined.</summary>
    Shutdown = KVM.EXIT_SHUTDOWN,

    /// <summary>The processor refused the vCPU's state (<see cref="KvmExit.FailEntry"/>).</summary>
    FailEntry = KVM.EXIT_FAIL_ENTRY,

    /// <summary>A signal, or an immediate exit that was asked for. The run itself ends with EINTR.</summary>
    Intr = KVM.EXIT_INTR,

    /// <summary>The guest lowered its task priority, without an interrupt controller of the kernel's.</summary>
    SetTpr = KVM.EXIT_SET_TPR,

    /// <summary>The guest touched its task priority, and the host had asked to be told.</summary>
    TprAccess = KVM.EXIT_TPR_ACCESS,

    /// <summary>An interception. For s390.</summary>
    S390Sieic = KVM.EXIT_S390_SIEIC,

    /// <summary>A reset. For s390.</summary>
    S390Reset = KVM.EXIT_S390_RESET,

    /// <summary>An access to a device control register. For PowerPC, once.</summary>
    Dcr = KVM.EXIT_DCR,

    /// <summary>A machine check that is left to the host process. For PowerPC.</summary>
    Nmi = KVM.EXIT_NMI,

    /// <summary>KVM could not go on (<see cref="KvmExit.InternalError"/>).</summary>
    InternalError = KVM.EXIT_INTERNAL_ERROR,

    /// <summary>A hypercall of Mac-on-Linux. For PowerPC.</summary>
    Osi = KVM.EXIT_OSI,

    /// <summary>A hypercall of pSeries. For PowerPC.</summary>
    PaprHcall = KVM.EXIT_PAPR_HCALL,

    /// <summary>A page fault that the host process resolves. For s390.</summary>
    S390Ucontrol = KVM.EXIT_S390_UCONTROL,

    /// <summary>The watchdog ran out. For PowerPC.</summary>
    Watchdog = KVM.EXIT_WATCHDOG,

    /// <summary>A question for the state of a channel. For s390.</summary>
    S390Tsch = KVM.EXIT_S390_TSCH,

    /// <summary>An external interrupt whose vector is wanted. For PowerPC.</summary>
    Epr = KVM.EXIT_EPR,

    /// <summary>The guest asks for a shutdown, a reset or the like (<see cref="KvmExit.SystemEvent"/>).</summary>
    SystemEvent = KVM.EXIT_SYSTEM_EVENT,

    /// <summary>A question for system information. For s390.</summary>
    S390Stsi = KVM.EXIT_S390_STSI,

    /// <summary>The end of an interrupt that came by a line, for a split interrupt controller (<see cref="KvmExit.IoapicEoi"/>).</summary>
    IoapicEoi = KVM.EXIT_IOAPIC_EOI,

    /// <summary>Something of Hyper-V's that the host process does.</summary>
    Hyperv = KVM.EXIT_HYPERV,

    /// <summary>An access that the processor did not decode. For Arm.</summary>
    ArmNisv = KVM.EXIT_ARM_NISV,

    /// <summary>The guest read an MSR that the host had asked for (<see cref="KvmExit.Msr"/>, Linux 5.10).</summary>
    X86Rdmsr = KVM.EXIT_X86_RDMSR,

    /// <summary>The guest wrote an MSR that the host had asked for (<see cref="KvmExit.Msr"/>, Linux 5.10).</summary>
    X86Wrmsr = KVM.EXIT_X86_WRMSR,

    /// <summary>The ring of dirty pages is nearly full: harvest it and go on (Linux 5.11).</summary>
    DirtyRingFull = KVM.EXIT_DIRTY_RING_FULL,

    /// <summary>A processor of an encrypted guest waits for its start: AMD's SEV-ES.</summary>
    ApResetHold = KVM.EXIT_AP_RESET_HOLD,

    /// <summary>The guest locked the bus, and the host had asked to be told (Linux 5.12).</summary>
    X86BusLock = KVM.EXIT_X86_BUS_LOCK,

    /// <summary>Something of Xen's that the host process does (Linux 5.12).</summary>
    Xen = KVM.EXIT_XEN,

    /// <summary>A call of the firmware. For RISC-V.</summary>
    RiscvSbi = KVM.EXIT_RISCV_SBI,

    /// <summary>An access to a control register. For RISC-V.</summary>
    RiscvCsr = KVM.EXIT_RISCV_CSR,

    /// <summary>The guest let no event through for too long (<see cref="KvmCapability.X86NotifyVmexit"/>, Linux 6.0).</summary>
    Notify = KVM.EXIT_NOTIFY,

    /// <summary>An access to an I/O register. For LoongArch.</summary>
    LoongarchIocsr = KVM.EXIT_LOONGARCH_IOCSR,

    /// <summary>The guest touched a page that is not there as it wants it (<see cref="KvmExit.MemoryFault"/>, Linux 6.8). The run itself ends with EFAULT or EHWPOISON.</summary>
    MemoryFault = KVM.EXIT_MEMORY_FAULT,

    /// <summary>A call of a guest under Intel's TDX (Linux 6.16).</summary>
    Tdx = KVM.EXIT_TDX,

    /// <summary>A memory error. For arm64.</summary>
    ArmSea = KVM.EXIT_ARM_SEA,

    /// <summary>An access of 64 bytes. For arm64.</summary>
    ArmLdst64b = KVM.EXIT_ARM_LDST64B,

    /// <summary>A guest under AMD's SEV-SNP wants its host's certificates (by Linux 7.2).</summary>
    SnpReqCerts = KVM.EXIT_SNP_REQ_CERTS,
}
