namespace VirtCore.Host;

/// <summary>Whether the processor runs guests by itself.</summary>
internal static class ProcessorVirtualization
{
    public static HostQuestion Question { get; } = new(
        "cpu-virtualization", HostArea.Virtualization, "Hardware virtualization",
        "Without VMX or SVM every guest instruction is emulated, ten to a hundred times slower.", Look);

    private static HostFinding Look(HostView host)
    {
        IReadOnlySet<string> flags = host.ProcessorFlags;
        string? extension = flags.Contains("vmx") ? "VMX" : flags.Contains("svm") ? "SVM" : null;
        string[] backends = [.. host.KvmBackends];
        HostFact[] facts = [new("extension", extension), new("isGuest", host.IsGuest), new("backends", backends)];
        if (extension is not null)
            return HostFinding.Pass(extension == "VMX" ? "Intel VMX" : "AMD SVM", facts);
        if (host.Misc.Contains("kvm"))
        {
            return HostFinding.Info(
                backends.Length > 0 ? $"neither VMX nor SVM, yet KVM is there ({string.Join(", ", backends)})" : "neither VMX nor SVM, yet KVM is there", facts);
        }

        if (flags.Count == 0)
            return HostFinding.Unknown("/proc/cpuinfo does not say what the processor can do", facts);
        return host.IsGuest
            ? HostFinding.Fail("neither VMX nor SVM: this host is a guest without nested virtualization",
                "on the machine below: modprobe kvm_intel nested=1 (or kvm_amd), and give this guest the processor model \"host\"", facts)
            : HostFinding.Fail("neither VMX nor SVM", "enable VT-x or AMD-V (SVM) in the machine's firmware", facts);
    }
}
