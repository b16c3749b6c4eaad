namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: why a vCPU came back, and what its exits say, without their KVM_.</summary>
internal static partial class KVM
{
    // kvm_run.exit_reason.
    public const uint EXIT_UNKNOWN = 0;
    public const uint EXIT_EXCEPTION = 1;
    public const uint EXIT_IO = 2;
    public const uint EXIT_HYPERCALL = 3;
    public const uint EXIT_DEBUG = 4;
    public const uint EXIT_HLT = 5;
    public const uint EXIT_MMIO = 6;
    public const uint EXIT_IRQ_WINDOW_OPEN = 7;
    public const uint EXIT_SHUTDOWN = 8;
    public const uint EXIT_FAIL_ENTRY = 9;
    public const uint EXIT_INTR = 10;
    public const uint EXIT_SET_TPR = 11;
    public const uint EXIT_TPR_ACCESS = 12;
    public const uint EXIT_S390_SIEIC = 13;
    public const uint EXIT_S390_RESET = 14;
    public const uint EXIT_DCR = 15;
    public const uint EXIT_NMI = 16;
    public const uint EXIT_INTERNAL_ERROR = 17;
    public const uint EXIT_OSI = 18;
    public const uint EXIT_PAPR_HCALL = 19;
    public const uint EXIT_S390_UCONTROL = 20;
    public const uint EXIT_WATCHDOG = 21;
    public const uint EXIT_S390_TSCH = 22;
    public const uint EXIT_EPR = 23;
    public const uint EXIT_SYSTEM_EVENT = 24;
    public const uint EXIT_S390_STSI = 25;
    public const uint EXIT_IOAPIC_EOI = 26;
    public const uint EXIT_HYPERV = 27;
    public const uint EXIT_ARM_NISV = 28;
    public const uint EXIT_X86_RDMSR = 29;
    public const uint EXIT_X86_WRMSR = 30;
    public const uint EXIT_DIRTY_RING_FULL = 31;
    public const uint EXIT_AP_RESET_HOLD = 32;
    public const uint EXIT_X86_BUS_LOCK = 33;
    public const uint EXIT_XEN = 34;
    public const uint EXIT_RISCV_SBI = 35;
    public const uint EXIT_RISCV_CSR = 36;
    public const uint EXIT_NOTIFY = 37;
    public const uint EXIT_LOONGARCH_IOCSR = 38; // Linux 6.10
    public const uint EXIT_MEMORY_FAULT = 39; // Linux 6.8
    public const uint EXIT_TDX = 40; // Linux 6.16
    public const uint EXIT_ARM_SEA = 41; // Linux 6.19
    public const uint EXIT_ARM_LDST64B = 42; // by Linux 7.2
    public const uint EXIT_SNP_REQ_CERTS = 43; // by Linux 7.2

    // Of kvm_run.io and of other exits.
    public const byte EXIT_IO_IN = 0;
    public const byte EXIT_IO_OUT = 1;
    public const ulong EXIT_HYPERCALL_LONG_MODE = 1UL << 0; // Linux 6.5
    public const uint EXIT_HYPERV_SYNIC = 1;
    public const uint EXIT_HYPERV_HCALL = 2;
    public const uint EXIT_HYPERV_SYNDBG = 3;
    public const uint EXIT_XEN_HCALL = 1;
    public const uint NOTIFY_CONTEXT_INVALID = 1 << 0;
    public const ulong MEMORY_EXIT_FLAG_PRIVATE = 1UL << 3; // Linux 6.8

    // Of kvm_run.internal and emulation_failure.
    public const uint INTERNAL_ERROR_EMULATION = 1;
    public const uint INTERNAL_ERROR_SIMUL_EX = 2;
    public const uint INTERNAL_ERROR_DELIVERY_EV = 3;
    public const uint INTERNAL_ERROR_UNEXPECTED_EXIT_REASON = 4;
    public const ulong INTERNAL_ERROR_EMULATION_FLAG_INSTRUCTION_BYTES = 1UL << 0;

    // Of kvm_run.system_event.
    public const uint SYSTEM_EVENT_SHUTDOWN = 1;
    public const uint SYSTEM_EVENT_RESET = 2;
    public const uint SYSTEM_EVENT_CRASH = 3;
    public const uint SYSTEM_EVENT_WAKEUP = 4;
    public const uint SYSTEM_EVENT_SUSPEND = 5;
    public const uint SYSTEM_EVENT_SEV_TERM = 6;
    public const uint SYSTEM_EVENT_TDX_FATAL = 7; // Linux 6.16

    // Of kvm_run.msr.
    public const uint MSR_EXIT_REASON_INVAL = 1 << 0;
    public const uint MSR_EXIT_REASON_UNKNOWN = 1 << 1;
    public const uint MSR_EXIT_REASON_FILTER = 1 << 2;

    // kvm_run.flags.
    public const uint RUN_X86_SMM = 1 << 0;
    public const uint RUN_X86_BUS_LOCK = 1 << 1;
    public const uint RUN_X86_GUEST_MODE = 1 << 2; // by Linux 6.12
}
