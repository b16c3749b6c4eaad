namespace VirtCore.Host;

/// <summary>Huge pages that the kernel gives by itself.</summary>
/// <remarks>See <see href="https://docs.kernel.org/admin-guide/mm/transhuge.html">transparent huge pages</see>.</remarks>
internal static class TransparentHugePages
{
    private const string Directory = "/sys/kernel/mm/transparent_hugepage";

    public static HostQuestion Question { get; } = new(
        "thp", HostArea.Memory, "Transparent huge pages", "QEMU asks for them by madvise; without them guests have TLB misses at twice the depth.", Look);

    public static HostQuestion Shared { get; } = new(
        "thp-shmem", HostArea.Memory, "The same for shared memory",
        "Guests whose memory is shared (memfd, for vhost-user, virtiofs or a live update) get small pages unless this allows huge ones.", LookAtShared);

    private static HostFinding Look(HostView host)
    {
        host.NeedSys();
        string? enabled = host.Choice($"{Directory}/enabled");
        string? defrag = host.Choice($"{Directory}/defrag");
        HostFact[] facts = [new("enabled", enabled), new("defrag", defrag)];
        return (enabled, defrag) switch
        {
            (null, _) => HostFinding.Warn("the kernel has none", "install a kernel with CONFIG_TRANSPARENT_HUGEPAGE", facts),
            ("never", _) => HostFinding.Warn("off", $"echo madvise > {Directory}/enabled", facts),
            (_, "always") => HostFinding.Warn($"{enabled}, and every fault may stall to make one (defrag is always)", $"echo defer+madvise > {Directory}/defrag", facts),
            _ => HostFinding.Pass($"{enabled}; defrag {defrag ?? "unknown"}", facts),
        };
    }

    private static HostFinding LookAtShared(HostView host)
    {
        host.NeedSys();
        string? enabled = host.Choice($"{Directory}/shmem_enabled");
        var fact = new HostFact("shmemEnabled", enabled);
        return enabled switch
        {
            null => HostFinding.Info("the kernel has none", fact),
            "never" or "deny" => HostFinding.Info($"off ({enabled})", fact) with { Remedy = $"echo advise > {Directory}/shmem_enabled" },
            _ => HostFinding.Pass(enabled, fact),
        };
    }
}
