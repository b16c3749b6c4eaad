namespace VirtCore.Interop.Uapi;

/// <summary>linux/kvm.h: the constants, without their KVM_.</summary>
internal static class KVM
{
    public const uint GET_API_VERSION = 0xAE00;
    public const uint CREATE_VM = 0xAE01;
    public const uint CHECK_EXTENSION = 0xAE03;
    public const uint GET_VCPU_MMAP_SIZE = 0xAE04;
    public const uint CREATE_VCPU = 0xAE41;
    public const uint SET_USER_MEMORY_REGION = 0x4020AE46;
    public const uint SET_TSS_ADDR = 0xAE47;
    public const uint RUN = 0xAE80;
    public const uint SET_SIGNAL_MASK = 0x4004AE8B;

    public const int API_VERSION = 12;

    public const uint EXIT_IO = 2;
    public const uint EXIT_HLT = 5;
    public const uint EXIT_SHUTDOWN = 8;
    public const uint EXIT_FAIL_ENTRY = 9;
    public const uint EXIT_INTERNAL_ERROR = 17;
    public const byte EXIT_IO_OUT = 1;

    public const int CAP_IRQCHIP = 0;
    public const int CAP_USER_MEMORY = 3;
    public const int CAP_NR_VCPUS = 9;
    public const int CAP_NR_MEMSLOTS = 10;
    public const int CAP_DESTROY_MEMORY_REGION_WORKS = 21;
    public const int CAP_IRQFD = 32;
    public const int CAP_IOEVENTFD = 36;
    public const int CAP_ADJUST_CLOCK = 39;
    public const int CAP_MAX_VCPUS = 66;
    public const int CAP_TSC_DEADLINE_TIMER = 72;
    public const int CAP_READONLY_MEM = 81;
    public const int CAP_SPLIT_IRQCHIP = 121;
    public const int CAP_IMMEDIATE_EXIT = 136; // Linux 4.13
    public const int CAP_NESTED_STATE = 157; // 4.20
    public const int CAP_MANUAL_DIRTY_LOG_PROTECT2 = 168; // 5.2
    public const int CAP_DIRTY_LOG_RING = 192; // 5.11
    public const int CAP_DIRTY_LOG_RING_ACQ_REL = 223; // 6.1
    public const int CAP_GUEST_MEMFD = 234; // 6.8
}
