namespace VirtCore.Host;

/// <summary>NUMA.</summary>
internal static class MemoryNodes
{
    public static HostQuestion Question { get; } = new(
        "numa", HostArea.Memory, "Memory nodes", "A guest whose memory lies on another node than its vCPUs pays for each access; automatic balancing pays in page faults.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedSys();
        int nodes = host.Files.List("/sys/devices/system/node").Count(static name =>
            name.StartsWith("node", StringComparison.Ordinal) && name.Length > 4 && name.AsSpan(4).IndexOfAnyExceptInRange('0', '9') < 0);
        long? balancing = host.Sysctl("kernel.numa_balancing");
        long? reclaim = host.Sysctl("vm.zone_reclaim_mode");
        HostFact[] facts = [new("nodes", nodes), new("balancing", balancing), new("zoneReclaimMode", reclaim)];
        if (nodes > 1 && reclaim > 0)
            return HostFinding.Warn($"{nodes}; pages are thrown away while other nodes have room (vm.zone_reclaim_mode)", "sysctl vm.zone_reclaim_mode=0", facts);
        return nodes switch
        {
            0 => HostFinding.Info("one, without NUMA in this kernel", facts),
            1 => HostFinding.Pass("one", facts),
            _ when balancing > 0 => HostFinding.Info($"{nodes}, balanced by page faults; guests that are pinned want that off", facts) with { Remedy = "sysctl kernel.numa_balancing=0" },
            _ => HostFinding.Pass($"{nodes}", facts),
        };
    }
}
