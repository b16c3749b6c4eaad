namespace VirtCore.Host;

/// <summary>SEV and TDX.</summary>
internal static class ConfidentialGuests
{
    public static HostQuestion Question { get; } = new(
        "confidential-guests", HostArea.Virtualization, "Confidential guests", "A guest's memory is kept from its host only by SEV or TDX.", Look);

    private static HostFinding Look(HostView host)
    {
        IReadOnlySet<string> flags = host.ProcessorFlags;
        bool sev = flags.Contains("sev");
        bool tdx = flags.Contains("tdx_host_platform");
        List<string> enabled = [];
        foreach ((string path, string name) in ((string, string)[])
            [
                ("/sys/module/kvm_amd/parameters/sev", "SEV"), ("/sys/module/kvm_amd/parameters/sev_es", "SEV-ES"),
                ("/sys/module/kvm_amd/parameters/sev_snp", "SEV-SNP"), ("/sys/module/kvm_intel/parameters/tdx", "TDX"),
            ])
        {
            if (host.Flag(path) == true)
                enabled.Add(name);
        }

        HostFact[] facts = [new("processorHasSev", sev), new("processorHasTdx", tdx), new("enabled", enabled), new("sevDevice", host.Files.Exists("/dev/sev"))];
        if (enabled.Contains("SEV") && !host.Files.Exists("/dev/sev"))
            return HostFinding.Warn("SEV is on in KVM, and there is no /dev/sev", "enable SEV and SMEE in the machine's firmware; modprobe ccp", facts);
        if (enabled.Count > 0)
            return HostFinding.Pass(string.Join(", ", enabled), facts);
        if (flags.Count == 0)
            return HostFinding.Unknown("/proc/cpuinfo does not say what the processor can do", facts);
        if (!sev && !tdx)
            return HostFinding.Info("the processor has neither SEV nor TDX", facts);
        return HostFinding.Info(sev ? "the processor has SEV, and KVM does not use it" : "the processor has TDX, and KVM does not use it", facts) with
        {
            Remedy = sev ? "add to the kernel's command line: mem_encrypt=on kvm_amd.sev=1" : "add to the kernel's command line: kvm_intel.tdx=1 nohibernate",
        };
    }
}
