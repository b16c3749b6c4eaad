namespace VirtCore.Host;

/// <summary>What part of a host a check is about.</summary>
public enum HostArea
{
    /// <summary>The processor's virtualization, KVM, the IOMMU.</summary>
    Virtualization,

    /// <summary>Control groups and pressure.</summary>
    Cgroups,

    /// <summary>What the kernel offers to programs.</summary>
    Kernel,

    /// <summary>Huge pages, swap, and how memory is promised.</summary>
    Memory,

    /// <summary>Devices and network functions that guests are given.</summary>
    Devices,

    /// <summary>How much of something one process or one host may have.</summary>
    Limits,

    /// <summary>Processors and clocks.</summary>
    Processor,

    /// <summary>The QEMU programs.</summary>
    Qemu,
}
