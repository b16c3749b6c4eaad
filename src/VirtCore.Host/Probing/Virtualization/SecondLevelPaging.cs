namespace VirtCore.Host;

/// <summary>EPT or NPT.</summary>
internal static class SecondLevelPaging
{
    public static HostQuestion Question { get; } = new(
        "kvm-paging", HostArea.Virtualization, "Second-level paging", "Without EPT or NPT each change of a guest's page tables is an exit.", Look);

    private static HostFinding Look(HostView host)
    {
        foreach ((string backend, string parameter) in ((string, string)[])[("kvm_intel", "ept"), ("kvm_amd", "npt")])
        {
            if (host.Flag($"/sys/module/{backend}/parameters/{parameter}") is not { } on)
                continue;
            HostFact[] facts = [new("kind", parameter), new("enabled", on)];
            return on
                ? HostFinding.Pass(parameter.ToUpperInvariant(), facts)
                : HostFinding.Warn($"{parameter.ToUpperInvariant()} is off", $"modprobe -r {backend} && modprobe {backend} {parameter}=1, with no guest running", facts);
        }

        return host.Misc.Contains("kvm") ? HostFinding.Info("this back end of KVM has no such setting") : HostFinding.Unknown("there is no KVM to ask");
    }
}
