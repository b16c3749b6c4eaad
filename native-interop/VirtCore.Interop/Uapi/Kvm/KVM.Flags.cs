namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h and asm/kvm.h: flags, kinds and sizes, without their KVM_.</summary>
internal static partial class KVM
{
    public const int API_VERSION = 12;

    // The pages that a vCPU shares.
    public const int PIO_PAGE_OFFSET = 1;
    public const int COALESCED_MMIO_PAGE_OFFSET = 2;
    public const int DIRTY_LOG_PAGE_OFFSET = 64;

    // KVM_CREATE_VM.
    public const uint X86_DEFAULT_VM = 0; // Linux 6.8
    public const uint X86_SW_PROTECTED_VM = 1; // Linux 6.8
    public const uint X86_SEV_VM = 2; // Linux 6.10
    public const uint X86_SEV_ES_VM = 3; // Linux 6.10
    public const uint X86_SNP_VM = 4; // Linux 6.11
    public const uint X86_TDX_VM = 5; // Linux 6.16

    // Memory.
    public const uint MEM_LOG_DIRTY_PAGES = 1 << 0;
    public const uint MEM_READONLY = 1 << 1;
    public const uint MEM_GUEST_MEMFD = 1 << 2; // Linux 6.8
    public const ulong MEMORY_ATTRIBUTE_PRIVATE = 1UL << 3; // Linux 6.8
    public const ulong GUEST_MEMFD_FLAG_MMAP = 1UL << 0; // Linux 6.18
    public const ulong GUEST_MEMFD_FLAG_INIT_SHARED = 1UL << 1; // Linux 6.18

    // The dirty log and ring.
    public const uint DIRTY_LOG_MANUAL_PROTECT_ENABLE = 1 << 0;
    public const uint DIRTY_LOG_INITIALLY_SET = 1 << 1;
    public const uint DIRTY_GFN_F_DIRTY = 1 << 0;
    public const uint DIRTY_GFN_F_RESET = 1 << 1;
    public const uint DIRTY_GFN_F_MASK = 0x3;

    // Interrupts.
    public const int NR_INTERRUPTS = 256;
    public const int NR_IRQCHIPS = 3;
    public const int IOAPIC_NUM_PINS = 24;
    public const int APIC_REG_SIZE = 1024;
    public const uint IRQCHIP_PIC_MASTER = 0;
    public const uint IRQCHIP_PIC_SLAVE = 1;
    public const uint IRQCHIP_IOAPIC = 2;
    public const uint IRQ_ROUTING_XEN_EVTCHN_PRIO_2LEVEL = 0xFFFFFFFF;
    public const uint IRQ_ROUTING_IRQCHIP = 1;
    public const uint IRQ_ROUTING_MSI = 2;
    public const uint IRQ_ROUTING_S390_ADAPTER = 3;
    public const uint IRQ_ROUTING_HV_SINT = 4;
    public const uint IRQ_ROUTING_XEN_EVTCHN = 5;
    public const uint IRQFD_FLAG_DEASSIGN = 1 << 0;
    public const uint IRQFD_FLAG_RESAMPLE = 1 << 1;
    public const uint MSI_VALID_DEVID = 1 << 0;
    public const ulong X2APIC_API_USE_32BIT_IDS = 1UL << 0;
    public const ulong X2APIC_API_DISABLE_BROADCAST_QUIRK = 1UL << 1;
    public const ulong X2APIC_ENABLE_SUPPRESS_EOI_BROADCAST = 1UL << 2; // by Linux 7.2
    public const ulong X2APIC_DISABLE_SUPPRESS_EOI_BROADCAST = 1UL << 3; // by Linux 7.2

    // Eventfds for ports and memory.
    public const uint IOEVENTFD_FLAG_DATAMATCH = 1 << 0;
    public const uint IOEVENTFD_FLAG_PIO = 1 << 1;
    public const uint IOEVENTFD_FLAG_DEASSIGN = 1 << 2;
    public const uint IOEVENTFD_FLAG_VIRTIO_CCW_NOTIFY = 1 << 3;

    // The timer.
    public const uint PIT_SPEAKER_DUMMY = 1;
    public const uint PIT_FLAGS_HPET_LEGACY = 1 << 0;
    public const uint PIT_FLAGS_SPEAKER_DATA_ON = 1 << 1;

    // The clock.
    public const uint CLOCK_TSC_STABLE = 1 << 1;
    public const uint CLOCK_REALTIME = 1 << 2;
    public const uint CLOCK_HOST_TSC = 1 << 3;
    public const uint VCPU_TSC_CTRL = 0;
    public const ulong VCPU_TSC_OFFSET = 0;

    // Registers.
    public const ulong SREGS2_FLAGS_PDPTRS_VALID = 1UL << 0;
    public const int MAX_XCRS = 16;
    public const ulong SYNC_X86_REGS = 1UL << 0;
    public const ulong SYNC_X86_SREGS = 1UL << 1;
    public const ulong SYNC_X86_EVENTS = 1UL << 2;
    public const uint CPUID_FLAG_SIGNIFCANT_INDEX = 1 << 0;
    public const uint CPUID_FLAG_STATEFUL_FUNC = 1 << 1;
    public const uint CPUID_FLAG_STATE_READ_NEXT = 1 << 2;
    public const ulong REG_ARCH_MASK = 0xFF00000000000000;
    public const ulong REG_X86 = 0x2000000000000000;
    public const int REG_SIZE_SHIFT = 52;
    public const ulong REG_SIZE_MASK = 0x00F0000000000000;
    public const ulong REG_SIZE_U8 = 0x0000000000000000;
    public const ulong REG_SIZE_U16 = 0x0010000000000000;
    public const ulong REG_SIZE_U32 = 0x0020000000000000;
    public const ulong REG_SIZE_U64 = 0x0030000000000000;
    public const ulong REG_SIZE_U128 = 0x0040000000000000;
    public const ulong REG_SIZE_U256 = 0x0050000000000000;
    public const ulong REG_SIZE_U512 = 0x0060000000000000;
    public const ulong REG_SIZE_U1024 = 0x0070000000000000;
    public const ulong REG_SIZE_U2048 = 0x0080000000000000;
    public const ulong X86_REG_TYPE_MSR = 2; // Linux 6.18
    public const ulong X86_REG_TYPE_KVM = 3; // Linux 6.18
    public const ulong REG_GUEST_SSP = 0; // Linux 6.18

    // Events.
    public const uint VCPUEVENT_VALID_NMI_PENDING = 1 << 0;
    public const uint VCPUEVENT_VALID_SIPI_VECTOR = 1 << 1;
    public const uint VCPUEVENT_VALID_SHADOW = 1 << 2;
    public const uint VCPUEVENT_VALID_SMM = 1 << 3;
    public const uint VCPUEVENT_VALID_PAYLOAD = 1 << 4;
    public const uint VCPUEVENT_VALID_TRIPLE_FAULT = 1 << 5;
    public const byte X86_SHADOW_INT_MOV_SS = 1;
    public const byte X86_SHADOW_INT_STI = 2;

    // The guest debugger.
    public const uint GUESTDBG_USE_SW_BP = 1 << 16;
    public const uint GUESTDBG_USE_HW_BP = 1 << 17;
    public const uint GUESTDBG_INJECT_DB = 1 << 18;
    public const uint GUESTDBG_INJECT_BP = 1 << 19;
    public const uint GUESTDBG_BLOCKIRQ = 1 << 20;
    public const uint GUESTDBG_ENABLE = 1 << 0;
    public const uint GUESTDBG_SINGLESTEP = 1 << 1;

    // kvm_mp_state.mp_state.
    public const uint MP_STATE_RUNNABLE = 0;
    public const uint MP_STATE_UNINITIALIZED = 1;
    public const uint MP_STATE_INIT_RECEIVED = 2;
    public const uint MP_STATE_HALTED = 3;
    public const uint MP_STATE_SIPI_RECEIVED = 4;
    public const uint MP_STATE_STOPPED = 5;
    public const uint MP_STATE_CHECK_STOP = 6;
    public const uint MP_STATE_OPERATING = 7;
    public const uint MP_STATE_LOAD = 8;
    public const uint MP_STATE_AP_RESET_HOLD = 9;
    public const uint MP_STATE_SUSPENDED = 10;

    // MSR filters.
    public const uint MSR_FILTER_READ = 1 << 0;
    public const uint MSR_FILTER_WRITE = 1 << 1;
    public const uint MSR_FILTER_DEFAULT_ALLOW = 0;
    public const uint MSR_FILTER_DEFAULT_DENY = 1 << 0;
    public const int MSR_FILTER_MAX_RANGES = 16;
    public const int MSR_FILTER_MAX_BITMAP_SIZE = 1536;

    // The nested state.
    public const uint STATE_NESTED_FORMAT_VMX = 0;
    public const uint STATE_NESTED_FORMAT_SVM = 1;
    public const uint STATE_NESTED_GUEST_MODE = 1 << 0;
    public const uint STATE_NESTED_RUN_PENDING = 1 << 1;
    public const uint STATE_NESTED_EVMCS = 1 << 2;
    public const uint STATE_NESTED_MTF_PENDING = 1 << 3;
    public const uint STATE_NESTED_GIF_SET = 1 << 8;
    public const uint STATE_NESTED_SMM_GUEST_MODE = 1 << 0;
    public const uint STATE_NESTED_SMM_VMXON = 1 << 1;
    public const int STATE_NESTED_VMX_VMCS_SIZE = 4096;
    public const int STATE_NESTED_SVM_VMCB_SIZE = 4096;
    public const uint STATE_VMX_PREEMPTION_TIMER_DEADLINE = 1 << 0;

    // Performance counters.
    public const uint PMU_EVENT_ALLOW = 0;
    public const uint PMU_EVENT_DENY = 1;
    public const uint PMU_EVENT_FLAG_MASKED_EVENTS = 1 << 0; // Linux 6.3
    public const ulong PMU_CAP_DISABLE = 1UL << 0;

    // Statistics.
    public const int STATS_TYPE_SHIFT = 0;
    public const uint STATS_TYPE_MASK = 0xF;
    public const uint STATS_TYPE_CUMULATIVE = 0;
    public const uint STATS_TYPE_INSTANT = 1;
    public const uint STATS_TYPE_PEAK = 2;
    public const uint STATS_TYPE_LINEAR_HIST = 3;
    public const uint STATS_TYPE_LOG_HIST = 4;
    public const int STATS_UNIT_SHIFT = 4;
    public const uint STATS_UNIT_MASK = 0xF0;
    public const uint STATS_UNIT_NONE = 0;
    public const uint STATS_UNIT_BYTES = 16;
    public const uint STATS_UNIT_SECONDS = 32;
    public const uint STATS_UNIT_CYCLES = 48;
    public const uint STATS_UNIT_BOOLEAN = 64;
    public const int STATS_BASE_SHIFT = 8;
    public const uint STATS_BASE_MASK = 0xF00;
    public const uint STATS_BASE_POW10 = 0;
    public const uint STATS_BASE_POW2 = 256;

    // Devices, and attributes of the system.
    public const uint CREATE_DEVICE_TEST = 1 << 0;
    public const uint DEV_TYPE_VFIO = 4;
    public const uint DEV_VFIO_FILE = 1; // Linux 6.6
    public const uint DEV_VFIO_FILE_ADD = 1; // Linux 6.6
    public const uint DEV_VFIO_FILE_DEL = 2; // Linux 6.6
    public const uint DEV_VFIO_GROUP = 1;
    public const uint DEV_VFIO_GROUP_ADD = 1;
    public const uint DEV_VFIO_GROUP_DEL = 2;
    public const uint X86_GRP_SYSTEM = 0; // Linux 6.10
    public const ulong X86_XCOMP_GUEST_SUPP = 0;
    public const uint X86_GRP_SEV = 1; // Linux 6.10

    // What KVM_ENABLE_CAP takes.
    public const ulong X86_QUIRK_LINT0_REENABLED = 1UL << 0;
    public const ulong X86_QUIRK_CD_NW_CLEARED = 1UL << 1;
    public const ulong X86_QUIRK_LAPIC_MMIO_HOLE = 1UL << 2;
    public const ulong X86_QUIRK_OUT_7E_INC_RIP = 1UL << 3;
    public const ulong X86_QUIRK_MISC_ENABLE_NO_MWAIT = 1UL << 4;
    public const ulong X86_QUIRK_FIX_HYPERCALL_INSN = 1UL << 5;
    public const ulong X86_QUIRK_MWAIT_NEVER_UD_FAULTS = 1UL << 6;
    public const ulong X86_QUIRK_SLOT_ZAP_ALL = 1UL << 7; // Linux 6.12
    public const ulong X86_QUIRK_STUFF_FEATURE_MSRS = 1UL << 8; // by Linux 6.12
    public const ulong X86_QUIRK_IGNORE_GUEST_PAT = 1UL << 9; // by Linux 6.16
    public const ulong X86_QUIRK_VMCS12_ALLOW_FREEZE_IN_SMM = 1UL << 10; // by Linux 7.2
    public const ulong X86_QUIRK_NESTED_SVM_SHARED_PAT = 1UL << 11; // by Linux 7.2
    public const ulong X86_DISABLE_EXITS_MWAIT = 1UL << 0;
    public const ulong X86_DISABLE_EXITS_HLT = 1UL << 1;
    public const ulong X86_DISABLE_EXITS_PAUSE = 1UL << 2;
    public const ulong X86_DISABLE_EXITS_CSTATE = 1UL << 3;
    public const ulong X86_DISABLE_EXITS_APERFMPERF = 1UL << 4; // Linux 6.17
    public const ulong X86_NOTIFY_VMEXIT_ENABLED = 1UL << 0;
    public const ulong X86_NOTIFY_VMEXIT_USER = 1UL << 1;
    public const ulong BUS_LOCK_DETECTION_OFF = 1UL << 0;
    public const ulong BUS_LOCK_DETECTION_EXIT = 1UL << 1;
    public const uint XEN_HVM_CONFIG_HYPERCALL_MSR = 1 << 0;
    public const uint XEN_HVM_CONFIG_INTERCEPT_HCALL = 1 << 1;
    public const uint XEN_HVM_CONFIG_SHARED_INFO = 1 << 2;
    public const uint XEN_HVM_CONFIG_RUNSTATE = 1 << 3;
    public const uint XEN_HVM_CONFIG_EVTCHN_2LEVEL = 1 << 4;
    public const uint XEN_HVM_CONFIG_EVTCHN_SEND = 1 << 5;
    public const uint XEN_HVM_CONFIG_RUNSTATE_UPDATE_FLAG = 1 << 6; // Linux 6.3
    public const uint XEN_HVM_CONFIG_PVCLOCK_TSC_UNSTABLE = 1 << 7; // Linux 6.9
    public const uint XEN_HVM_CONFIG_SHARED_INFO_HVA = 1 << 8; // Linux 6.9
}
