namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the ioctl numbers of x86, without their KVM_.</summary>
internal static partial class KVM
{
    // Of /dev/kvm.
    public const uint GET_API_VERSION = 0xAE00;
    public const uint CREATE_VM = 0xAE01;
    public const uint GET_MSR_INDEX_LIST = 0xC004AE02;
    public const uint CHECK_EXTENSION = 0xAE03;
    public const uint GET_VCPU_MMAP_SIZE = 0xAE04;
    public const uint GET_SUPPORTED_CPUID = 0xC008AE05;
    public const uint GET_EMULATED_CPUID = 0xC008AE09;
    public const uint GET_MSR_FEATURE_INDEX_LIST = 0xC004AE0A;
    public const uint GET_SUPPORTED_HV_CPUID = 0xC008AEC1;

    // Of a VM.
    public const uint CREATE_VCPU = 0xAE41;
    public const uint SET_USER_MEMORY_REGION = 0x4020AE46;
    public const uint SET_USER_MEMORY_REGION2 = 0x40A0AE49; // Linux 6.8
    public const uint CREATE_GUEST_MEMFD = 0xC040AED4; // Linux 6.8
    public const uint SET_MEMORY_ATTRIBUTES = 0x4020AED2; // Linux 6.8
    public const uint GET_DIRTY_LOG = 0x4010AE42;
    public const uint CLEAR_DIRTY_LOG = 0xC018AEC0;
    public const uint RESET_DIRTY_RINGS = 0xAEC7;
    public const uint SET_NR_MMU_PAGES = 0xAE44;
    public const uint GET_NR_MMU_PAGES = 0xAE45;
    public const uint SET_TSS_ADDR = 0xAE47;
    public const uint SET_IDENTITY_MAP_ADDR = 0x4008AE48;
    public const uint SET_BOOT_CPU_ID = 0xAE78;
    public const uint CREATE_IRQCHIP = 0xAE60;
    public const uint GET_IRQCHIP = 0xC208AE62;
    public const uint SET_IRQCHIP = 0x8208AE63;
    public const uint IRQ_LINE = 0x4008AE61;
    public const uint IRQ_LINE_STATUS = 0xC008AE67;
    public const uint SET_GSI_ROUTING = 0x4008AE6A;
    public const uint SIGNAL_MSI = 0x4020AEA5;
    public const uint IRQFD = 0x4020AE76;
    public const uint IOEVENTFD = 0x4040AE79;
    public const uint REGISTER_COALESCED_MMIO = 0x4010AE67;
    public const uint UNREGISTER_COALESCED_MMIO = 0x4010AE68;
    public const uint CREATE_PIT = 0xAE64;
    public const uint CREATE_PIT2 = 0x4040AE77;
    public const uint GET_PIT = 0xC048AE65;
    public const uint SET_PIT = 0x8048AE66;
    public const uint GET_PIT2 = 0x8070AE9F;
    public const uint SET_PIT2 = 0x4070AEA0;
    public const uint REINJECT_CONTROL = 0xAE71;
    public const uint GET_CLOCK = 0x8030AE7C;
    public const uint SET_CLOCK = 0x4030AE7B;
    public const uint SET_PMU_EVENT_FILTER = 0x4020AEB2;
    public const uint X86_SET_MSR_FILTER = 0x4188AEC6;
    public const uint XEN_HVM_CONFIG = 0x4038AE7A;
    public const uint HYPERV_EVENTFD = 0x4018AEBD;
    public const uint MEMORY_ENCRYPT_OP = 0xC008AEBA;
    public const uint MEMORY_ENCRYPT_REG_REGION = 0x8010AEBB;
    public const uint MEMORY_ENCRYPT_UNREG_REGION = 0x8010AEBC;
    public const uint CREATE_DEVICE = 0xC00CAEE0;

    // Of a VM or a vCPU.
    public const uint ENABLE_CAP = 0x4068AEA3;
    public const uint SET_TSC_KHZ = 0xAEA2;
    public const uint GET_TSC_KHZ = 0xAEA3;
    public const uint GET_STATS_FD = 0xAECE;

    // Of a device; those of attributes also of /dev/kvm, a VM or a vCPU.
    public const uint SET_DEVICE_ATTR = 0x4018AEE1;
    public const uint GET_DEVICE_ATTR = 0x4018AEE2;
    public const uint HAS_DEVICE_ATTR = 0x4018AEE3;

    // Of a vCPU.
    public const uint RUN = 0xAE80;
    public const uint SET_SIGNAL_MASK = 0x4004AE8B;
    public const uint GET_REGS = 0x8090AE81;
    public const uint SET_REGS = 0x4090AE82;
    public const uint GET_SREGS = 0x8138AE83;
    public const uint SET_SREGS = 0x4138AE84;
    public const uint GET_SREGS2 = 0x8140AECC;
    public const uint SET_SREGS2 = 0x4140AECD;
    public const uint GET_FPU = 0x81A0AE8C;
    public const uint SET_FPU = 0x41A0AE8D;
    public const uint GET_XSAVE = 0x9000AEA4;
    public const uint SET_XSAVE = 0x5000AEA5;
    public const uint GET_XSAVE2 = 0x9000AECF;
    public const uint GET_XCRS = 0x8188AEA6;
    public const uint SET_XCRS = 0x4188AEA7;
    public const uint GET_MSRS = 0xC008AE88;
    public const uint SET_MSRS = 0x4008AE89;
    public const uint GET_LAPIC = 0x8400AE8E;
    public const uint SET_LAPIC = 0x4400AE8F;
    public const uint GET_VCPU_EVENTS = 0x8040AE9F;
    public const uint SET_VCPU_EVENTS = 0x4040AEA0;
    public const uint GET_DEBUGREGS = 0x8080AEA1;
    public const uint SET_DEBUGREGS = 0x4080AEA2;
    public const uint SET_GUEST_DEBUG = 0x4048AE9B;
    public const uint GET_MP_STATE = 0x8004AE98;
    public const uint SET_MP_STATE = 0x4004AE99;
    public const uint SET_CPUID = 0x4008AE8A;
    public const uint SET_CPUID2 = 0x4008AE90;
    public const uint GET_CPUID2 = 0xC008AE91;
    public const uint GET_ONE_REG = 0x4010AEAB;
    public const uint SET_ONE_REG = 0x4010AEAC;
    public const uint GET_REG_LIST = 0xC008AEB0;
    public const uint GET_NESTED_STATE = 0xC080AEBE;
    public const uint SET_NESTED_STATE = 0x4080AEBF;
    public const uint TRANSLATE = 0xC018AE85;
    public const uint INTERRUPT = 0x4004AE86;
    public const uint NMI = 0xAE9A;
    public const uint SMI = 0xAEB7;
    public const uint KVMCLOCK_CTRL = 0xAEAD;
    public const uint TPR_ACCESS_REPORTING = 0xC028AE92;
    public const uint SET_VAPIC_ADDR = 0x4008AE93;
    public const uint X86_SETUP_MCE = 0x4008AE9C;
    public const uint X86_GET_MCE_CAP_SUPPORTED = 0x8008AE9D;
    public const uint X86_SET_MCE = 0x4040AE9E;
    public const uint PRE_FAULT_MEMORY = 0xC040AED5; // Linux 6.11
}
