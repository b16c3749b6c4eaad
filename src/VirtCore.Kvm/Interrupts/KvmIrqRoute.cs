using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

/// <summary>Where a global system interrupt (GSI) goes: to a pin of an interrupt controller, or as a message to a local APIC.</summary>
/// <remarks><c>struct kvm_irq_routing_entry</c>, see <see href="https://docs.kernel.org/virt/kvm/api.html">the KVM API</see>.</remarks>
public readonly struct KvmIrqRoute
{
    internal readonly kvm_irq_routing_entry Raw;

    private KvmIrqRoute(kvm_irq_routing_entry raw) => Raw = raw;

    /// <summary>The interrupt that is routed.</summary>
    public uint Gsi => Raw.gsi;

    /// <summary>To a pin of an in-kernel controller.</summary>
    public static KvmIrqRoute ToIrqchip(uint gsi, KvmIrqchip chip, uint pin)
    {
        kvm_irq_routing_entry raw = new() { gsi = gsi, type = KVM.IRQ_ROUTING_IRQCHIP };
        raw.u.irqchip.irqchip = (uint)chip;
        raw.u.irqchip.pin = pin;
        return new KvmIrqRoute(raw);
    }

    /// <summary>As a message that a device writes.</summary>
    public static KvmIrqRoute ToMsi(uint gsi, ulong address, uint data)
    {
        kvm_irq_routing_entry raw = new() { gsi = gsi, type = KVM.IRQ_ROUTING_MSI };
        raw.u.msi.address_lo = (uint)address;
        raw.u.msi.address_hi = (uint)(address >> 32);
        raw.u.msi.data = data;
        return new KvmIrqRoute(raw);
    }
}
