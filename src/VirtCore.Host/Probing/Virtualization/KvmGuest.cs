using System.Globalization;
using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>Whether KVM really runs guests.</summary>
internal static class KvmGuest
{
    public static HostQuestion Question { get; } = new(
        "kvm-guest", HostArea.Virtualization, "A guest runs", "A /dev/kvm that opens says little: only a guest that ran proves that guests run.", Look);

    private static HostFinding Look(HostView host)
    {
        if (host.Kvm is not { } kvm)
            return HostFinding.Unknown("there is no KVM to ask");
        if (kvm.OpenError != 0)
            return HostFinding.Unknown($"/dev/kvm does not open: {ErrnoNames.NameOf(kvm.OpenError)}");
        if (kvm.Trial is not { } trial)
            return HostFinding.Unknown("there is no guest for this processor architecture");
        HostFact[] facts = [new("outcome", trial.Outcome.ToString()), new("microseconds", (long)trial.Time.TotalMicroseconds)];
        return trial.Outcome switch
        {
            KvmTrialOutcome.Ran => HostFinding.Pass(
                string.Create(CultureInfo.InvariantCulture, $"it computed, and halted, {trial.Time.TotalMilliseconds:0.0} ms after its machine was asked for"), facts),
            KvmTrialOutcome.Refused => HostFinding.Fail(trial.Refusal!.Message, RemedyOf(trial.Refusal), facts),
            KvmTrialOutcome.WrongExit => HostFinding.Fail($"four plain instructions ended with KVM_EXIT {trial.ExitReason}", "dmesg | grep -i kvm", facts),
            KvmTrialOutcome.TimedOut => HostFinding.Fail("four plain instructions did not end in time", "dmesg | grep -i kvm", facts),
            _ => HostFinding.Fail("KVM_RUN does not return, not even for a signal", "dmesg | grep -i kvm, then reboot", facts),
        };
    }

    private static string? RemedyOf(KernelException refusal) => refusal switch
    {
        { Operation: "KVM_CREATE_VM", Errno: Errnos.EBUSY } => "end the other hypervisor (VirtualBox, VMware), which has the processor",
        { Errno: Errnos.ENOMEM } => "free memory, or raise memory.max of this cgroup",
        _ => "dmesg | grep -i kvm",
    };
}
