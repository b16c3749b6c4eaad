namespace VirtCore.Host;

/// <summary>How many mappings a process may have.</summary>
internal static class MemoryAreas
{
    private const long Default = 65530;

    public static HostQuestion Question { get; } = new(
        "limit-mappings", HostArea.Limits, "Mappings of a process", "Post-copy, balloons and many memory devices cut a guest's memory into pieces, each a mapping.", Look);

    private static HostFinding Look(HostView host)
    {
        if (host.Sysctl("vm.max_map_count") is not { } most)
            return HostFinding.Unknown("vm.max_map_count is not there");
        var fact = new HostFact("maxMapCount", most);
        return most < Default ? HostFinding.Warn($"{most}, less than the kernel's own {Default}", "sysctl vm.max_map_count=262144", fact) : HostFinding.Pass($"{most}", fact);
    }
}
