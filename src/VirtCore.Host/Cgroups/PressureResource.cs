namespace VirtCore.Host;

/// <summary>What processes wait for, as pressure stall information counts it. See <see href="https://docs.kernel.org/accounting/psi.html">PSI</see>, Linux 4.20.</summary>
public enum PressureResource
{
    /// <summary>A CPU: <c>cpu.pressure</c>.</summary>
    Cpu,

    /// <summary>Memory that must be reclaimed or swapped in first: <c>memory.pressure</c>.</summary>
    Memory,

    /// <summary>Block I/O: <c>io.pressure</c>.</summary>
    Io,

    /// <summary>Interrupts and the hypervisor's share of them: <c>irq.pressure</c>. It has only <see cref="PressureStall.Full"/>. Linux 6.1.</summary>
    Irq,
}
