using System.Buffers.Binary;

namespace VirtCore.Kvm;

/// <summary>Puts a VM into a saved state, in the order that matters to KVM.</summary>
/// <remarks>
/// CPUID first: since Linux 6.13 it decides which MSRs there are, and before it what XSAVE takes. KVM_SET_SREGS sets the APIC's base, so the APIC's registers follow it; the MSRs follow the APIC, as a deadline
/// timer needs its mode. KVM_SET_REGS drops exceptions, so events follow it. The MP state follows the registers, as KVM_SET_SREGS wakes a boot processor that stands at the reset vector, and the events, as
/// those of system management mode decide what may wait. The interrupt controllers find the local APICs as they were when they send again what waits; the timer finds the controllers. The
/// clock comes last, as it is computed from the time stamp counters.
/// </remarks>
internal static class VmRestoring
{
    private const int XstateBv = 512; // where XSAVE's header says which components are in use
    private const double TscTolerance = 250e-6; // two hosts of one model differ by as much

    /// <summary>Everything that can be known before something is changed.</summary>
    /// <exception cref="InvalidOperationException">A vCPU of the VM has an exit that is not finished.</exception>
    /// <exception cref="NotSupportedException">The VM or its host lacks something.</exception>
    public static void Check(KvmVm vm, KvmSystem system, KvmVcpu[] vcpus, KvmVmState state)
    {
        // What the kernel still has to finish it would finish in the new state.
        foreach (KvmVcpu vcpu in vcpus)
            vcpu.ThrowIfPending();
        KvmIrqchipKind irqchip = vm.IrqchipKind(vcpus.FirstOrDefault());
        if (!vcpus.Select(static vcpu => vcpu.Id).SequenceEqual(state.VcpusValue.Select(static vcpu => vcpu.Id)))
            throw new NotSupportedException($"The state has {Ids(state.VcpusValue.Select(static vcpu => vcpu.Id))}, and this VM has {Ids(vcpus.Select(static vcpu => vcpu.Id))}.");
        if (irqchip != state.Irqchip)
            throw new NotSupportedException($"The state's interrupt controllers are of kind {state.Irqchip}, this VM's of kind {irqchip}: see KvmVm.CreateIrqchip and EnableSplitIrqchip.");
        if (vm.HasPit() != state.HasPit)
            throw new NotSupportedException(state.HasPit ? "The state has an interval timer, and this VM has none: see KvmVm.CreatePit." : "This VM has an interval timer, and the state has none.");
        KvmCpuidEntry[] cpuid = system.GetSupportedCpuid();
        uint[] msrs = MsrSaving.IndexesOf(system);
        for (int i = 0; i < vcpus.Length; i++)
            Check(vm, vcpus[i], state.VcpusValue[i], cpuid, msrs);
    }

    public static void Restore(KvmVm vm, KvmVcpu[] vcpus, KvmVmState state)
    {
        for (int i = 0; i < vcpus.Length; i++)
            Restore(vm, vcpus[i], state.VcpusValue[i]);
        if (state.Irqchip == KvmIrqchipKind.Kernel)
        {
            vm.SetIrqchip(state.PicMaster);
            vm.SetIrqchip(state.PicSlave);
            vm.SetIrqchip(state.Ioapic);
        }

        if (state.HasPit)
            vm.SetPit(state.PitValue);
        // Without the flag that moves it on by what has passed.
        vm.SetClock(new KvmClockData { Clock = state.Clock.Clock });
    }

    private static void Check(KvmVm vm, KvmVcpu vcpu, KvmVcpuState state, KvmCpuidEntry[] cpuid, uint[] msrs)
    {
        if (CpuidNeeds.Missing(state.Cpuid, cpuid, vcpu.GetCpuid()) is { } missing)
            throw new NotSupportedException($"{state.Name}'s guest was shown processor features that KVM has not here: {missing}.");
        ulong components = CpuidNeeds.Components(cpuid);
        ulong used = BinaryPrimitives.ReadUInt64LittleEndian(state.Xsave[XstateBv..]) | (state.Xcr0 ?? 1);
        if (state.Xsave.Length > vcpu.XsaveSize)
            throw new NotSupportedException($"{state.Name}'s extended state takes {state.Xsave.Length} bytes, and KVM takes {vcpu.XsaveSize} here.");
        if ((used & ~components) != 0)
            throw new NotSupportedException($"{state.Name}'s extended state has components 0x{used & ~components:X}, which KVM has not here.");
        if (state.Xcr0 is not null && vcpu.Xcr0OrNull() is null)
            throw new NotSupportedException($"{state.Name} has XCR0, and KVM has none here.");
        if (MsrSaving.Unknown(state, msrs) is { } unknown)
            throw new NotSupportedException($"{state.Name} has MSRs that KVM does not know here: {unknown}.");
        KvmVcpuEventFlags events = state.Events.Flags & ~vcpu.GetVcpuEvents().Flags & (KvmVcpuEventFlags.Payload | KvmVcpuEventFlags.TripleFault);
        if (events != 0)
            throw new NotSupportedException($"{state.Name}'s events have {events}: switch on ExceptionPayload or X86TripleFaultEvent (KvmVm.EnableCap), as the other VM had it.");
        if (NeedsTscKhz(vcpu, state) && vm.CheckExtension(KvmCapability.TscControl) == 0)
            throw new NotSupportedException($"{state.Name}'s time stamp counter runs at {state.TscKhz} kHz, this host's at {vcpu.TscKhzOrZero()}, and the processor cannot scale it.");
    }

    private static void Restore(KvmVm vm, KvmVcpu vcpu, KvmVcpuState state)
    {
        vcpu.SetCpuid(state.Cpuid);
        if (NeedsTscKhz(vcpu, state))
            vcpu.SetTscKhz(state.TscKhz);
        vcpu.SetRegs(state.RegsValue);
        if (vm.CheckExtension(KvmCapability.Sregs2) != 0)
            vcpu.SetSregs2(state.SregsValue);
        else
            vcpu.SetSregs(SregsForms.Without(state.SregsValue));
        byte[] xsave = state.XsaveValue;
        Array.Resize(ref xsave, vcpu.XsaveSize);
        vcpu.SetXsave(xsave);
        if (state.Xcr0 is { } xcr0)
            vcpu.SetXcr0(xcr0);
        vcpu.SetDebugRegs(state.DebugRegsValue);
        if (state.HasLapic)
            vcpu.SetLapic(state.LapicValue);
        MsrSaving.Write(vcpu, state);
        vcpu.SetVcpuEvents(state.EventsValue);
        // Without local APICs in the kernel it is runnable, and KVM takes no word about it.
        if (state.HasLapic || state.MpState != KvmMpState.Runnable)
            vcpu.SetMpState(state.MpState);
    }

    private static bool NeedsTscKhz(KvmVcpu vcpu, KvmVcpuState state) =>
        state.TscKhz != 0 && vcpu.TscKhzOrZero() is not 0 and var here && Math.Abs((double)here - state.TscKhz) > state.TscKhz * TscTolerance;

    private static string Ids(IEnumerable<uint> ids)
    {
        const int Most = 16;
        uint[] all = [.. ids];
        return all.Length == 0 ? "no vCPUs" : $"{all.Length} vCPUs ({string.Join(", ", all.Take(Most))}{(all.Length > Most ? ", ..." : "")})";
    }
}
