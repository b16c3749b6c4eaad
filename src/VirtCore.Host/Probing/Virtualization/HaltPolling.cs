namespace VirtCore.Host;

/// <summary>How long KVM spins for an idle vCPU.</summary>
internal static class HaltPolling
{
    private const string Path = "/sys/module/kvm/parameters/halt_poll_ns";

    // The kernel's default. Beyond it idle guests are seen to burn whole processors.
    private const long Default = 200_000;

    public static HostQuestion Question { get; } = new(
        "kvm-halt-poll", HostArea.Virtualization, "Halt polling", "KVM spins this long before an idle vCPU sleeps: quick to wake, and paid in host CPU by each idle guest.", Look);

    private static HostFinding Look(HostView host)
    {
        if (host.Number(Path) is not { } time)
            return host.Misc.Contains("kvm") ? HostFinding.Info("this kernel has no such setting") : HostFinding.Unknown("there is no KVM to ask");
        var fact = new HostFact("haltPollNanoseconds", time);
        return time > Default
            ? HostFinding.Warn($"up to {time / 1000} us, above the kernel's own {Default / 1000} us", $"echo {Default} > {Path}", fact)
            : HostFinding.Pass(time == 0 ? "off" : $"up to {time / 1000} us", fact);
    }
}
