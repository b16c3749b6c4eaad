namespace VirtCore.Host;

/// <summary>RLIMIT_MEMLOCK.</summary>
internal static class LockedMemory
{
    public static HostQuestion Question { get; } = new(
        "limit-locked-memory", HostArea.Limits, "Locked memory", "A guest with an assigned device, or with memory that must not be swapped, locks all of it.", Look);

    private static HostFinding Look(HostView host)
    {
        if (ProcessLimits.Read(host, "Max locked memory") is not (long soft, long hard))
            return HostFinding.Unknown("/proc/self/limits does not say");
        HostFact[] facts = [new("softBytes", soft), new("hardBytes", hard)];
        return hard == long.MaxValue
            ? HostFinding.Pass("no limit", facts)
            : HostFinding.Info($"{hard / 1024} KiB, but for those with CAP_IPC_LOCK", facts) with { Remedy = "LimitMEMLOCK=infinity in the service's unit, where guests lock their memory" };
    }
}
