using VirtCore.Interop;

namespace VirtCore.Host;

/// <summary>What the kernel does for a guest whose guard dies.</summary>
internal static class LifelineStrength
{
    public static HostQuestion Question { get; } = new(
        "lifeline-tier", HostArea.Kernel, "Lifelines", "When a guest's guard is killed, the kernel itself must kill the guest, or it is orphaned.", Look);

    private static HostFinding Look(HostView host)
    {
        int error = host.Kernel.Autokill();
        // The child asked for a process id that is taken. Who may not choose one hears EPERM at the same place.
        bool autokill = error is Errnos.EEXIST or Errnos.EPERM;
        LifelineTier tier = autokill ? LifelineTier.KernelAutokill : LifelineTier.ParentDeath;
        HostFact[] facts = [new("tier", tier.ToString()), new("errno", ErrnoNames.NameOf(error))];
        return autokill
            ? HostFinding.Pass("CLONE_PIDFD_AUTOKILL: the kernel kills it, whatever it has become", facts)
            : HostFinding.Info(error == Errnos.ENOSYS
                ? "PR_SET_PDEATHSIG: a filter keeps clone3 from this process"
                : "PR_SET_PDEATHSIG, which holds unless the guest's program changes its user; Linux 7.1 has CLONE_PIDFD_AUTOKILL", facts);
    }
}
