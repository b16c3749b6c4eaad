namespace VirtCore.Host;

/// <summary>How many neighbours the kernel remembers (ARP, neighbour discovery).</summary>
internal static class NeighbourTables
{
    public static HostQuestion Question { get; } = new(
        "limit-neighbours", HostArea.Limits, "Neighbour tables", "Each guest address on a bridge is an entry; beyond gc_thresh3 packets are dropped with \"neighbour table overflow\".", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedProc();
        List<HostFact> facts = [];
        foreach ((string family, string name) in ((string, string)[])[("ipv4", "ipv4"), ("ipv6", "ipv6")])
        {
            for (int i = 1; i <= 3; i++)
                facts.Add(new HostFact($"{name}GcThresh{i}", host.Sysctl($"net.{family}.neigh.default.gc_thresh{i}")));
        }

        long? four = facts[2].Number;
        long? six = facts[5].Number;
        if (four is null)
            return HostFinding.Info("those of this network namespace are kept by the machine's first one", facts);
        string text = six is null ? $"{four} entries" : $"{four} entries, {six} for IPv6";
        string remedy = six is null
            ? "sysctl net.ipv4.neigh.default.gc_thresh3=8192 net.ipv4.neigh.default.gc_thresh2=4096"
            : "sysctl net.ipv4.neigh.default.gc_thresh3=8192 net.ipv6.neigh.default.gc_thresh3=8192";
        return Math.Min(four.Value, six ?? long.MaxValue) < 4096 ? HostFinding.Warn(text, remedy, facts) : HostFinding.Pass(text, facts);
    }
}
