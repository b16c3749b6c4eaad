using VirtCore.Interop;

namespace VirtCore.Kvm;

/// <summary>Reads a VM's state, in the order that matters to KVM.</summary>
/// <remarks>
/// KVM_GET_MP_STATE takes INIT and startup interrupts that wait, and so changes other state: it comes first, for all vCPUs. KVM_GET_VCPU_EVENTS turns waiting exceptions into delivered ones where
/// KVM_CAP_EXCEPTION_PAYLOAD is off, which may set CR2 and DR6: it comes before those are read. Interrupt controllers come after the vCPUs, so that nothing moves from them afterwards.
/// </remarks>
internal static class VmSaving
{
    public static KvmVmState Save(KvmVm vm, KvmSystem system, KvmVcpu[] vcpus)
    {
        foreach (KvmVcpu vcpu in vcpus)
        {
            vcpu.ThrowIfHalfRestored();
            vcpu.ThrowIfPending();
            if (vcpu.HasNestedState())
                throw new NotSupportedException($"vCPU {vcpu.Id}'s guest runs a hypervisor (nested virtualisation), whose state VirtCore does not save.");
        }

        uint[] msrs = MsrSaving.IndexesOf(system);
        var state = new KvmVmState { Irqchip = vm.IrqchipKind(vcpus.FirstOrDefault()), VcpusValue = new KvmVcpuState[vcpus.Length] };
        for (int i = 0; i < vcpus.Length; i++)
            state.VcpusValue[i] = new KvmVcpuState { Id = vcpus[i].Id, MpState = vcpus[i].GetMpState() };
        for (int i = 0; i < vcpus.Length; i++)
            Save(vm, vcpus[i], state.VcpusValue[i], msrs, state.Irqchip != KvmIrqchipKind.None);
        if (state.Irqchip == KvmIrqchipKind.Kernel)
        {
            state.PicMaster = vm.GetIrqchip(KvmIrqchip.PicMaster);
            state.PicSlave = vm.GetIrqchip(KvmIrqchip.PicSlave);
            state.Ioapic = vm.GetIrqchip(KvmIrqchip.Ioapic);
            if (vm.HasPit())
            {
                state.HasPit = true;
                state.PitValue = vm.GetPit();
            }
        }

        state.Clock = vm.GetClock();
        return state;
    }

    private static void Save(KvmVm vm, KvmVcpu vcpu, KvmVcpuState state, uint[] msrs, bool hasLapic)
    {
        state.EventsValue = vcpu.GetVcpuEvents();
        state.RegsValue = vcpu.GetRegs();
        state.SregsValue = vm.CheckExtension(KvmCapability.Sregs2) != 0 ? vcpu.GetSregs2() : SregsForms.With(vcpu.GetSregs());
        state.XsaveValue = new byte[vcpu.XsaveSize];
        vcpu.GetXsave(state.XsaveValue);
        state.Xcr0 = vcpu.Xcr0OrNull();
        state.DebugRegsValue = vcpu.GetDebugRegs();
        state.HasLapic = hasLapic;
        if (hasLapic)
            state.LapicValue = vcpu.GetLapic();
        state.CpuidValue = vcpu.GetCpuid();
        state.TscKhz = vcpu.TscKhzOrZero();
        state.MsrsValue = MsrSaving.Read(vcpu, msrs);
    }
}
