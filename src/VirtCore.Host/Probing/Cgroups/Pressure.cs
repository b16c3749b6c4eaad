namespace VirtCore.Host;

/// <summary>Pressure stall information.</summary>
internal static class Pressure
{
    private static readonly string[] s_resources = ["cpu", "memory", "io"];

    public static HostQuestion Question { get; } = new(
        "pressure", HostArea.Cgroups, "Pressure (PSI)", "It tells that guests wait for CPU, memory or disks while there is time to act.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedProc();
        string[] present = [.. s_resources.Where(resource => host.Files.Exists($"/proc/pressure/{resource}"))];
        var fact = new HostFact("resources", present);
        return present.Length == s_resources.Length
            ? HostFinding.Pass(string.Join(", ", present), fact)
            : HostFinding.Warn("off, or not in this kernel", "add to the kernel's command line: psi=1", fact);
    }
}
