namespace VirtCore.Host;

/// <summary>Whether programs may run from memory.</summary>
internal static class ExecutableMemfds
{
    public static HostQuestion Question { get; } = new(
        "memfd-exec", HostArea.Kernel, "Programs in memory", "VirtCore runs its guard from a memfd; where that is forbidden it needs a directory whose file system allows execution.", Look);

    private static HostFinding Look(HostView host)
    {
        long? forbidden = host.Sysctl("vm.memfd_noexec"); // Linux 6.3
        var fact = new HostFact("memfdNoexec", forbidden);
        return forbidden is null or < 2
            ? HostFinding.Pass("allowed", fact)
            : HostFinding.Info("forbidden (vm.memfd_noexec is 2): the guard runs from a private file in the directory for temporary files", fact);
    }
}
