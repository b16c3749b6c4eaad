using VirtCore.Interop.Uapi;

namespace VirtCore.Host;

/// <summary>The capabilities of KVM that are looked at.</summary>
internal static class KvmCapabilities
{
    /// <summary>Each with the kernel's name, and whether a QEMU of today refuses to run, or runs badly, without it.</summary>
    public static IReadOnlyList<(int Number, string Name, bool Needed)> All { get; } =
    [
        (KVM.CAP_USER_MEMORY, "USER_MEMORY", true),
        (KVM.CAP_DESTROY_MEMORY_REGION_WORKS, "DESTROY_MEMORY_REGION_WORKS", true),
        (KVM.CAP_IRQCHIP, "IRQCHIP", true),
        (KVM.CAP_IRQFD, "IRQFD", true),
        (KVM.CAP_IOEVENTFD, "IOEVENTFD", true),
        (KVM.CAP_IMMEDIATE_EXIT, "IMMEDIATE_EXIT", true),
        (KVM.CAP_READONLY_MEM, "READONLY_MEM", false),
        (KVM.CAP_SPLIT_IRQCHIP, "SPLIT_IRQCHIP", false),
        (KVM.CAP_ADJUST_CLOCK, "ADJUST_CLOCK", false),
        (KVM.CAP_TSC_DEADLINE_TIMER, "TSC_DEADLINE_TIMER", false),
        (KVM.CAP_NESTED_STATE, "NESTED_STATE", false),
        (KVM.CAP_MANUAL_DIRTY_LOG_PROTECT2, "MANUAL_DIRTY_LOG_PROTECT2", false),
        (KVM.CAP_DIRTY_LOG_RING, "DIRTY_LOG_RING", false),
        (KVM.CAP_DIRTY_LOG_RING_ACQ_REL, "DIRTY_LOG_RING_ACQ_REL", false),
        (KVM.CAP_GUEST_MEMFD, "GUEST_MEMFD", false),
        (KVM.CAP_NR_VCPUS, "NR_VCPUS", false),
        (KVM.CAP_MAX_VCPUS, "MAX_VCPUS", false),
        (KVM.CAP_NR_MEMSLOTS, "NR_MEMSLOTS", false),
    ];
}
