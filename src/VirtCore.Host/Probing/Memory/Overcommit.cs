namespace VirtCore.Host;

/// <summary>How much memory the kernel promises.</summary>
internal static class Overcommit
{
    public static HostQuestion Question { get; } = new(
        "overcommit", HostArea.Memory, "Memory promises", "A guest's whole memory is promised at its start, and touched later if ever.", Look);

    private static HostFinding Look(HostView host)
    {
        long? mode = host.Sysctl("vm.overcommit_memory");
        HostFact[] facts = [new("mode", mode), new("ratio", host.Sysctl("vm.overcommit_ratio")), new("panicOnOom", host.Sysctl("vm.panic_on_oom"))];
        if (facts[2].Number > 0)
            return HostFinding.Warn("the whole host panics where one guest could be killed (vm.panic_on_oom)", "sysctl vm.panic_on_oom=0", facts);
        return mode switch
        {
            null => HostFinding.Unknown("vm.overcommit_memory is not there", facts),
            0 => HostFinding.Pass("by the kernel's judgement (0)", facts),
            1 => HostFinding.Pass("always (1)", facts),
            2 => HostFinding.Warn($"never more than swap and {facts[1].Number} % of memory (2): guests fail to start while memory is free", "sysctl vm.overcommit_memory=0", facts),
            _ => throw HostView.Odd("vm.overcommit_memory", $"{mode}", "no mode that is known"),
        };
    }
}
