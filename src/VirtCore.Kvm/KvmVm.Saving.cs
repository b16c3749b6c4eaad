using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using static Tmds.Linux.LibC;

namespace VirtCore.Kvm;

public sealed unsafe partial class KvmVm
{
    /// <summary>Reads the state of the whole VM but for its memory.</summary>
    /// <remarks>
    /// <para>
    /// Stop the VM first: kick each vCPU, and in the thread that owns it answer the exit that it left with and call <see cref="KvmVcpu.CompleteExit"/> until that says
    /// <see cref="KvmExitReason.Intr"/>. Then any thread may save; a run meanwhile is refused. Hold back what this process would inject (interrupts, eventfds, timers of its own), and copy
    /// the memory only after this: KVM may write the guest's clock page on the way.
    /// </para>
    /// <para>The VM's <see cref="KvmSystem"/> must be open still.</para>
    /// </remarks>
    /// <exception cref="InvalidOperationException">A vCPU runs, is being saved or restored, has an exit that is not finished, or has state that is half restored. The message says which.</exception>
    /// <exception cref="NotSupportedException">A vCPU's guest runs a guest of its own (nested virtualisation).</exception>
    /// <exception cref="ObjectDisposedException">The VM, a vCPU of it or its system was disposed.</exception>
    /// <exception cref="KernelException">The kernel refused.</exception>
    public KvmVmState SaveState()
    {
        KvmVcpu[] vcpus = HoldVcpus();
        try
        {
            return VmSaving.Save(this, _system, vcpus);
        }
        finally
        {
            LetGo(vcpus);
        }
    }

    /// <summary>Puts the VM into a state that was saved, on this host or another.</summary>
    /// <param name="state">The state.</param>
    /// <remarks>
    /// <para>
    /// Make the VM as the other one was made: the same vCPUs by number, the same interrupt controllers and capabilities, the memory with its content. Its vCPUs best have not run, as their
    /// CPUID can change only before the first run. Whether this host can take the state is checked first: after <see cref="NotSupportedException"/> and
    /// <see cref="InvalidOperationException"/> the VM is as it was. After <see cref="KernelException"/> it has parts of both states: its vCPUs refuse to run, and all that is left is to dispose it,
    /// or to restore a state that the kernel takes.
    /// </para>
    /// <para>
    /// The guest's clock and time stamp counters go on from where they were: the guest does not see the pause. A TSC deadline timer that had just expired when the state was saved, and whose interrupt
    /// KVM keeps outside of it, fires at once: a guest in that mode may see one interrupt too many.
    /// </para>
    /// <para>The VM's <see cref="KvmSystem"/> must be open still.</para>
    /// </remarks>
    /// <exception cref="InvalidOperationException">A vCPU runs, is being saved or restored, or has an exit that is not finished.</exception>
    /// <exception cref="NotSupportedException">
    /// This VM or host is not what the state needs: other vCPUs, other interrupt controllers, a CPUID feature that KVM has not here and that the vCPU was not given before, a component of the extended state or an MSR that KVM has not here, another
    /// frequency of the time stamp counter. The message names it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The VM, a vCPU of it or its system was disposed.</exception>
    /// <exception cref="KernelException">The kernel refused a part. The VM is half restored.</exception>
    public void RestoreState(KvmVmState state)
    {
        ArgumentNullException.ThrowIfNull(state);
        KvmVcpu[] vcpus = HoldVcpus();
        try
        {
            VmRestoring.Check(this, _system, vcpus, state);
            foreach (KvmVcpu vcpu in vcpus)
                vcpu.BeginRestore();
            VmRestoring.Restore(this, vcpus, state);
            foreach (KvmVcpu vcpu in vcpus)
                vcpu.EndRestore();
        }
        finally
        {
            LetGo(vcpus);
        }
    }

    /// <summary>Where the interrupt controllers are.</summary>
    internal KvmIrqchipKind IrqchipKind(KvmVcpu? vcpu)
    {
        kvm_irqchip chip = default;
        // SAFETY: here and below, a whole struct, on the stack, which the kernel fills.
        int answer = KvmIoctl.Try(_descriptor, KVM.GET_IRQCHIP, &chip);
        if (answer < 0 && answer != -ENXIO)
            throw KvmIoctl.Refusal("KVM_GET_IRQCHIP", -answer, null);
        return answer >= 0 ? KvmIrqchipKind.Kernel : vcpu?.HasLapic() == true ? KvmIrqchipKind.Split : KvmIrqchipKind.None;
    }

    internal bool HasPit()
    {
        kvm_pit_state2 pit;
        int answer = KvmIoctl.Try(_descriptor, KVM.GET_PIT2, &pit);
        return answer >= 0 || (answer == -ENXIO ? false : throw KvmIoctl.Refusal("KVM_GET_PIT2", -answer, null));
    }

    private KvmVcpu[] HoldVcpus()
    {
        KvmVcpu[] vcpus;
        lock (_lock)
        {
            ThrowIfDisposedUnsynchronized();
            vcpus = [.. _vcpus];
        }

        Array.Sort(vcpus, static (a, b) => a.Id.CompareTo(b.Id));
        int held = 0;
        try
        {
            for (; held < vcpus.Length; held++)
                vcpus[held].Hold();
            return vcpus;
        }
        catch
        {
            LetGo(vcpus.AsSpan(0, held));
            throw;
        }
    }

    private static void LetGo(ReadOnlySpan<KvmVcpu> vcpus)
    {
        foreach (KvmVcpu vcpu in vcpus)
            vcpu.LetGo();
    }
}
