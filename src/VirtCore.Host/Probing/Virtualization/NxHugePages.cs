namespace VirtCore.Host;

/// <summary>The mitigation of iTLB multihit: <c>kvm.nx_huge_pages</c>.</summary>
/// <remarks>See <see href="https://docs.kernel.org/admin-guide/hw-vuln/multihit.html">iTLB multihit</see>.</remarks>
internal static class NxHugePages
{
    private const string Path = "/sys/module/kvm/parameters/nx_huge_pages";
    private const string Vulnerability = "/sys/devices/system/cpu/vulnerabilities/itlb_multihit";

    public static HostQuestion Question { get; } = new(
        "kvm-nx-huge-pages", HostArea.Virtualization, "Executable huge pages",
        "While on, huge pages with code are split, and each new machine waits for a recovery thread that is moved into its cgroup.", Look);

    private static HostFinding Look(HostView host)
    {
        string? mode = host.Text(Path);
        if (mode is null)
            return host.Misc.Contains("kvm") ? HostFinding.Info("this kernel has no such setting") : HostFinding.Unknown("there is no KVM to ask");
        string? affected = host.Text(Vulnerability);
        HostFact[] facts =
        [
            new("mode", mode), new("itlbMultihit", affected),
            new("recoveryPeriodMilliseconds", host.Number("/sys/module/kvm/parameters/nx_huge_pages_recovery_period_ms")),
        ];
        return mode switch
        {
            "never" => HostFinding.Pass("never: they stay whole, and no machine has a recovery thread", facts),
            "N" or "off" or "0" => HostFinding.Pass("they stay whole", facts),
            "Y" or "force" or "1" or "auto" when affected == "Not affected" => HostFinding.Warn(
                "they are split, on a processor without the fault", $"echo N > {Path}", facts),
            "Y" or "force" or "1" or "auto" => HostFinding.Info("they are split, as this processor has the fault (iTLB multihit)", facts),
            _ => throw HostView.Odd(Path, mode, "no mode that is known"),
        };
    }
}
