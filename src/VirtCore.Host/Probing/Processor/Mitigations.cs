namespace VirtCore.Host;

/// <summary>Faults of the processor that let a guest read what is not its own.</summary>
internal static class Mitigations
{
    private const string Directory = "/sys/devices/system/cpu/vulnerabilities";

    // Between a guest and its host or another guest. Meltdown and the like are a matter of the host's own processes.
    private static readonly string[] s_crossing =
    [
        "gather_data_sampling", "indirect_target_selection", "l1tf", "mds", "mmio_stale_data", "reg_file_data_sampling", "retbleed", "spec_rstack_overflow",
        "spectre_v2", "srbds", "tsa", "tsx_async_abort", "vmscape",
    ];

    public static HostQuestion Question { get; } = new(
        "cpu-mitigations", HostArea.Processor, "Processor faults", "Unmitigated, a guest can read the memory of its host, or of another guest.", Look);

    private static HostFinding Look(HostView host)
    {
        IReadOnlyList<string> known = host.Files.List(Directory);
        if (known.Count == 0)
            return HostFinding.Unknown($"{Directory} is not there");
        List<string> open = [], threads = [];
        foreach (string name in s_crossing.Intersect(known))
        {
            string state = host.Text($"{Directory}/{name}") ?? "";
            if (state.StartsWith("Vulnerable", StringComparison.Ordinal))
                open.Add(name);
            else if (state.Contains("SMT vulnerable", StringComparison.Ordinal))
                threads.Add(name);
        }

        HostFact[] facts = [new("vulnerable", open), new("vulnerableAcrossThreads", threads), new("smt", host.Text("/sys/devices/system/cpu/smt/control"))];
        if (open.Count > 0)
        {
            return HostFinding.Warn($"vulnerable to {string.Join(", ", open)}",
                host.IsGuest ? "mitigations=auto on the kernel's command line, and the same on the machine below" : "mitigations=auto on the kernel's command line, and the processor's latest microcode", facts);
        }

        return threads.Count > 0
            ? HostFinding.Warn($"vulnerable between threads of a core: {string.Join(", ", threads)}", "echo off > /sys/devices/system/cpu/smt/control, or give whole cores to one guest (core scheduling)", facts)
            : HostFinding.Pass("none that a guest could use", facts);
    }
}
