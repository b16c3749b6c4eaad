namespace VirtCore.Kvm;

/// <summary>An interrupt controller of a VM.</summary>
public enum KvmIrqchip : uint
{
    /// <summary>The first i8259.</summary>
    PicMaster = 0,

    /// <summary>The second i8259.</summary>
    PicSlave = 1,

    /// <summary>The I/O APIC.</summary>
    Ioapic = 2,
}
