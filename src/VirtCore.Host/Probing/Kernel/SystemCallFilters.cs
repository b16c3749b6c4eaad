namespace VirtCore.Host;

/// <summary>seccomp(2).</summary>
internal static class SystemCallFilters
{
    private const string Status = "/proc/self/status";

    public static HostQuestion Question { get; } = new(
        "seccomp", HostArea.Kernel, "seccomp", "QEMU's sandbox is a filter; one that is over this process already decides what guests may ask of the kernel.", Look);

    private static HostFinding Look(HostView host)
    {
        string? line = host.Lines(Status).FirstOrDefault(static line => line.StartsWith("Seccomp:", StringComparison.Ordinal));
        bool actions = host.Files.Exists("/proc/sys/kernel/seccomp/actions_avail");
        if (line is null)
        {
            return host.Files.Exists(Status)
                ? HostFinding.Warn("the kernel has none", "install a kernel with CONFIG_SECCOMP_FILTER", new HostFact("available", false))
                : HostFinding.Unknown($"{Status} is not there");
        }

        long mode = HostView.ParseNumber(line["Seccomp:".Length..].Trim(), Status);
        HostFact[] facts = [new("available", true), new("filters", actions), new("mode", mode)];
        return mode == 0
            ? HostFinding.Pass("available; no filter is over this process", facts)
            : HostFinding.Info(mode == 2 ? "available; a filter is over this process, as in a container" : "this process is in strict mode", facts);
    }
}
