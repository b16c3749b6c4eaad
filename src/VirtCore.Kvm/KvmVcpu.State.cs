using VirtCore.Interop.Uapi;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVcpu
{
    /// <summary>Exceptions and interrupts in delivery (<c>KVM_GET_VCPU_EVENTS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmVcpuEvents GetVcpuEvents()
    {
        KvmVcpuEvents events;
        // SAFETY: here and below, a whole struct, on the stack or held for the call; a setter's is only read.
        Call(KVM.GET_VCPU_EVENTS, &events.Raw);
        return events;
    }

    /// <summary>Sets exceptions and interrupts in delivery (<c>KVM_SET_VCPU_EVENTS</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: flags that are not known, or parts that cannot be.</exception>
    public void SetVcpuEvents(in KvmVcpuEvents events)
    {
        fixed (kvm_vcpu_events* raw = &events.Raw)
            Call(KVM.SET_VCPU_EVENTS, raw);
    }

    /// <summary>What it is doing (<c>KVM_GET_MP_STATE</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmMpState GetMpState()
    {
        kvm_mp_state state;
        Call(KVM.GET_MP_STATE, &state);
        return (KvmMpState)state.mp_state;
    }

    /// <summary>Sets what it is doing (<c>KVM_SET_MP_STATE</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: without local APICs in the kernel it is always runnable.</exception>
    public void SetMpState(KvmMpState state)
    {
        kvm_mp_state raw = new() { mp_state = (uint)state };
        Call(KVM.SET_MP_STATE, &raw);
    }

    /// <summary>The local APIC's registers (<c>KVM_GET_LAPIC</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: there is none in the kernel.</exception>
    public KvmLapicState GetLapic()
    {
        KvmLapicState lapic;
        Call(KVM.GET_LAPIC, &lapic.Raw, "The VM has no local APICs in the kernel (CreateIrqchip, EnableSplitIrqchip).");
        return lapic;
    }

    /// <summary>Sets the local APIC's registers (<c>KVM_SET_LAPIC</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: there is none in the kernel.</exception>
    public void SetLapic(in KvmLapicState lapic)
    {
        fixed (kvm_lapic_state* raw = &lapic.Raw)
            Call(KVM.SET_LAPIC, raw, "The VM has no local APICs in the kernel (CreateIrqchip, EnableSplitIrqchip).");
    }

    /// <summary>What CPUID answers in the guest (<c>KVM_GET_CPUID2</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmCpuidEntry[] GetCpuid()
    {
        ThrowIfRunning();
        return CpuidBuffer.Get(_descriptor, KVM.GET_CPUID2, "KVM_GET_CPUID2", Name);
    }

    /// <summary>Sets what CPUID answers in the guest (<c>KVM_SET_CPUID2</c>). Before the first run, and before MSRs that depend on it (Linux 6.13 and later check).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">E2BIG: too many entries. EINVAL: after the first run it cannot change.</exception>
    public void SetCpuid(ReadOnlySpan<KvmCpuidEntry> entries)
    {
        ThrowIfRunning();
        CpuidBuffer.Set(_descriptor, entries, Name);
    }

    /// <summary>Reads MSRs (<c>KVM_GET_MSRS</c>): each entry's index is given, its value is filled in. Nothing is allocated.</summary>
    /// <returns>How many were read, from the first on: the one after them is not known.</returns>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">E2BIG: 256 or more.</exception>
    public int GetMsrs(Span<KvmMsrEntry> entries)
    {
        ThrowIfRunning();
        return MsrBuffer.Get(_descriptor, entries, Name);
    }

    /// <summary>Writes MSRs (<c>KVM_SET_MSRS</c>). Nothing is allocated.</summary>
    /// <returns>How many were written, from the first on: the one after them was refused.</returns>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">E2BIG: 256 or more.</exception>
    public int SetMsrs(ReadOnlySpan<KvmMsrEntry> entries)
    {
        ThrowIfRunning();
        return MsrBuffer.Set(_descriptor, entries, Name);
    }

    /// <summary>The frequency that it counts time at, in kHz (<c>KVM_GET_TSC_KHZ</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EIO: the host's counter is unstable.</exception>
    public uint GetTscKhz() => (uint)Call(KVM.GET_TSC_KHZ, null);

    /// <summary>Sets the frequency that it counts time at, in kHz (<c>KVM_SET_TSC_KHZ</c>, <see cref="KvmCapability.TscControl"/>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: the processor cannot.</exception>
    public void SetTscKhz(uint kiloHertz) => Call(KVM.SET_TSC_KHZ, (void*)kiloHertz);

    /// <summary>What a linear address is in the vCPU's present mode (<c>KVM_TRANSLATE</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmTranslation Translate(ulong linearAddress)
    {
        kvm_translation raw = new() { linear_address = linearAddress };
        Call(KVM.TRANSLATE, &raw);
        return new KvmTranslation { Raw = raw };
    }

    /// <summary>Whether the guest takes an interrupt by <see cref="Interrupt"/> now, as the last exit said. Without local APICs in the kernel only.</summary>
    public bool ReadyForInterruptInjection => _run->ready_for_interrupt_injection != 0;

    /// <summary>Asks for an exit (<see cref="KvmExitReason.IrqWindowOpen"/>) as soon as the guest can take an interrupt. Without local APICs in the kernel only.</summary>
    public bool RequestInterruptWindow
    {
        get => _run->request_interrupt_window != 0;
        set
        {
            using var lease = new VirtCore.Interop.DescriptorLease(_shared);
            _run->request_interrupt_window = value ? (byte)1 : (byte)0;
        }
    }

    /// <summary>Whether the guest's interrupt flag was set at the last exit.</summary>
    public bool InterruptFlag => _run->if_flag != 0;

    /// <summary>Injects an interrupt, where this process has the interrupt controllers (<c>KVM_INTERRUPT</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">ENXIO: the controllers are in the kernel. EEXIST: one waits already.</exception>
    public void Interrupt(byte vector)
    {
        kvm_interrupt raw = new() { irq = vector };
        Call(KVM.INTERRUPT, &raw, "ENXIO: this VM's interrupt controllers are in the kernel (SetIrqLine).");
    }

    /// <summary>Makes an NMI wait for it (<c>KVM_NMI</c>).</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public void Nmi() => Call(KVM.NMI, null);

    /// <summary>Says what the host debugs (<c>KVM_SET_GUEST_DEBUG</c>): steps and breakpoints leave with <see cref="KvmExitReason.Debug"/>.</summary>
    /// <param name="flags">What.</param>
    /// <param name="debugRegisters">With <see cref="KvmGuestDebugFlags.HardwareBreakpoint"/> eight debug registers: DR0 to DR3 addresses, DR7 the control.</param>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL, EBUSY: not these together, or not now.</exception>
    public void SetGuestDebug(KvmGuestDebugFlags flags, params ReadOnlySpan<ulong> debugRegisters)
    {
        if (debugRegisters.Length > 8)
            throw new ArgumentException("There are eight debug registers.", nameof(debugRegisters));
        kvm_guest_debug raw = new() { control = (uint)flags };
        for (int i = 0; i < debugRegisters.Length; i++)
            raw.arch.debugreg[i] = debugRegisters[i];
        Call(KVM.SET_GUEST_DEBUG, &raw);
    }

    /// <summary>Tells the guest's clock that the host stopped it (<c>KVM_KVMCLOCK_CTRL</c>), so that its watchdog keeps calm.</summary>
    /// <exception cref="InvalidOperationException">It runs in another thread.</exception>
    /// <exception cref="KernelException">EINVAL: the guest has no kvmclock.</exception>
    public void KvmclockCtrl() => Call(KVM.KVMCLOCK_CTRL, null, "The guest has set up no kvmclock.");

    /// <summary>Whether the vCPU has an attribute (<c>KVM_HAS_DEVICE_ATTR</c>, Linux 5.16 on x86).</summary>
    /// <exception cref="KernelException">ENOTTY: a vCPU has none here.</exception>
    public bool HasAttribute(uint group, ulong attribute) => DeviceAttributes.Has(_descriptor, group, attribute);
}
