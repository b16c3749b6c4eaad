using System.Runtime.InteropServices;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    private const int MostRoutes = 4096;

    /// <summary>Makes the interrupt controllers of a PC in the kernel: two i8259, an I/O APIC, and a local APIC for each vCPU (<c>KVM_CREATE_IRQCHIP</c>). Before the first vCPU.</summary>
    /// <exception cref="KernelException">EEXIST: they are there. EINVAL: a vCPU was made.</exception>
    public void CreateIrqchip() => KvmIoctl.Call(_descriptor, KVM.CREATE_IRQCHIP, hint: "Call it once, before the first vCPU is made.");

    /// <summary>Local APICs in the kernel, the rest in this process (<c>KVM_CAP_SPLIT_IRQCHIP</c>, Linux 4.4). Before the first vCPU.</summary>
    /// <param name="ioapicPins">How many GSIs are set aside for this process's I/O APIC.</param>
    /// <exception cref="KernelException">EEXIST: there is an interrupt controller. EINVAL: a vCPU was made, or too many pins.</exception>
    public void EnableSplitIrqchip(uint ioapicPins = 24) => EnableCap(KvmCapability.SplitIrqchip, ioapicPins);

    /// <summary>Makes the interval timer of a PC, the i8254, in the kernel (<c>KVM_CREATE_PIT2</c>). After <see cref="CreateIrqchip"/>.</summary>
    /// <param name="dummySpeaker">Whether the kernel answers at the speaker's port 0x61 too.</param>
    /// <exception cref="KernelException">EEXIST: it is there. ENOENT: there is no interrupt controller.</exception>
    public void CreatePit(bool dummySpeaker = true)
    {
        kvm_pit_config request = new() { flags = dummySpeaker ? KVM.PIT_SPEAKER_DUMMY : 0 };
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.CREATE_PIT2, &request, hint: "The interrupt controllers come first (CreateIrqchip).");
    }

    /// <summary>Sets an interrupt line (<c>KVM_IRQ_LINE_STATUS</c>).</summary>
    /// <param name="gsi">Which.</param>
    /// <param name="level">Whether it is asserted.</param>
    /// <returns>How many processors got it: 0 when it was merged with one that waits, less than 0 when it is masked.</returns>
    /// <exception cref="KernelException">ENXIO: there is no interrupt controller.</exception>
    public int SetIrqLine(uint gsi, bool level)
    {
        kvm_irq_level request = new() { irq = gsi, level = level ? 1u : 0 };
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.IRQ_LINE_STATUS, &request, $"GSI {gsi}");
        return request.status;
    }

    /// <summary>Replaces all routes of interrupts (<c>KVM_SET_GSI_ROUTING</c>).</summary>
    /// <exception cref="KernelException">EINVAL: no interrupt controller, a pin or a GSI that there is not. The routes stay as they were.</exception>
    public void SetGsiRouting(params ReadOnlySpan<KvmIrqRoute> routes)
    {
        if (routes.Length > MostRoutes)
            throw new ArgumentException($"{routes.Length} routes; the kernel takes {MostRoutes}.", nameof(routes));
        byte[] buffer = new byte[sizeof(kvm_irq_routing) + routes.Length * sizeof(kvm_irq_routing_entry)];
        MemoryMarshal.AsBytes(routes).CopyTo(buffer.AsSpan(sizeof(kvm_irq_routing)));
        // SAFETY: the buffer holds the header and as many entries as that says.
        fixed (byte* first = buffer)
        {
            ((kvm_irq_routing*)first)->nr = (uint)routes.Length;
            KvmIoctl.Call(_descriptor, KVM.SET_GSI_ROUTING, first);
        }
    }

    /// <summary>Delivers a message-signalled interrupt (<c>KVM_SIGNAL_MSI</c>, Linux 3.5).</summary>
    /// <returns>Whether a processor took it: false when it is masked.</returns>
    /// <exception cref="KernelException">EINVAL, ENXIO: no local APICs in the kernel.</exception>
    public bool SignalMsi(KvmMsi message)
    {
        // SAFETY: a whole struct, on the stack.
        return KvmIoctl.Call(_descriptor, KVM.SIGNAL_MSI, &message.Raw) > 0;
    }

    /// <summary>Makes an eventfd's signals into interrupts, without this process in between (<c>KVM_IRQFD</c>).</summary>
    /// <param name="trigger">The eventfd.</param>
    /// <param name="gsi">The interrupt.</param>
    /// <param name="resample">For a level-triggered interrupt: signalled when the guest has acknowledged it, and the line was lowered (Linux 3.7).</param>
    /// <exception cref="KernelException">EBUSY: the two are linked already. EINVAL: no interrupt controller in the kernel.</exception>
    public KvmIrqfd AddIrqfd(EventFd trigger, uint gsi, EventFd? resample = null)
    {
        ArgumentNullException.ThrowIfNull(trigger);
        kvm_irqfd request = new() { gsi = gsi };
        if (resample is null)
        {
            Assign(request, trigger);
        }
        else
        {
            using var lease = new DescriptorLease(resample.Handle);
            request.flags = KVM.IRQFD_FLAG_RESAMPLE;
            request.resamplefd = (uint)lease.Number;
            Assign(request, trigger);
        }

        return new KvmIrqfd(this, trigger, gsi);
    }

    /// <summary>The registers of an interrupt controller (<c>KVM_GET_IRQCHIP</c>).</summary>
    /// <exception cref="KernelException">ENXIO: there is none in the kernel.</exception>
    public KvmIrqchipState GetIrqchip(KvmIrqchip chip)
    {
        var state = new KvmIrqchipState { Chip = chip };
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.GET_IRQCHIP, &state.Raw, chip.ToString());
        return state;
    }

    /// <summary>Sets the registers of the interrupt controller that the state names (<c>KVM_SET_IRQCHIP</c>).</summary>
    /// <exception cref="KernelException">ENXIO: there is none in the kernel. EINVAL: no such controller.</exception>
    public void SetIrqchip(in KvmIrqchipState state)
    {
        // SAFETY: a whole struct, held for the call; the kernel only reads it.
        fixed (kvm_irqchip* raw = &state.Raw)
            KvmIoctl.Call(_descriptor, KVM.SET_IRQCHIP, raw);
    }

    /// <summary>The state of the interval timer (<c>KVM_GET_PIT2</c>).</summary>
    /// <exception cref="KernelException">ENXIO: there is none in the kernel.</exception>
    public KvmPitState GetPit()
    {
        KvmPitState state;
        // SAFETY: a whole struct, on the stack, which the kernel fills.
        KvmIoctl.Call(_descriptor, KVM.GET_PIT2, &state.Raw);
        return state;
    }

    /// <summary>Sets the state of the interval timer (<c>KVM_SET_PIT2</c>).</summary>
    /// <exception cref="KernelException">ENXIO: there is none in the kernel.</exception>
    public void SetPit(in KvmPitState state)
    {
        // SAFETY: a whole struct, held for the call; the kernel only reads it.
        fixed (kvm_pit_state2* raw = &state.Raw)
            KvmIoctl.Call(_descriptor, KVM.SET_PIT2, raw);
    }

    // A link may be ended after its VM or its eventfd: the kernel has ended it then.
    internal void TryDeassign(kvm_irqfd request, EventFd trigger)
    {
        try
        {
            using var lease = new DescriptorLease(trigger.Handle);
            request.fd = (uint)lease.Number;
            _ = KvmIoctl.Try(_descriptor, KVM.IRQFD, &request);
        }
        catch (ObjectDisposedException)
        {
        }
    }

    private void Assign(kvm_irqfd request, EventFd trigger)
    {
        using var lease = new DescriptorLease(trigger.Handle);
        request.fd = (uint)lease.Number;
        // SAFETY: a whole struct, on the stack.
        KvmIoctl.Call(_descriptor, KVM.IRQFD, &request, $"GSI {request.gsi}");
    }
}
