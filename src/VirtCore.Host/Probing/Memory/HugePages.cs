namespace VirtCore.Host;

/// <summary>Huge pages that are set aside: hugetlbfs.</summary>
/// <remarks>See <see href="https://docs.kernel.org/admin-guide/mm/hugetlbpage.html">HugeTLB pages</see>.</remarks>
internal static class HugePages
{
    private const string Why = "A guest in huge pages takes fewer TLB misses and smaller page tables; the pages must be set aside before it starts.";

    public static HostQuestion TwoMebibytes { get; } = new(
        "hugepages-2m", HostArea.Memory, "Huge pages of 2 MiB", Why, static host => Look(host, 2048));

    public static HostQuestion OneGibibyte { get; } = new(
        "hugepages-1g", HostArea.Memory, "Huge pages of 1 GiB", Why, static host => Look(host, 1048576));

    private static HostFinding Look(HostView host, int kibibytes)
    {
        host.NeedSys();
        string directory = $"/sys/kernel/mm/hugepages/hugepages-{kibibytes}kB";
        if (host.Number($"{directory}/nr_hugepages") is not { } total)
            return HostFinding.Info("the kernel or the processor has none of this size");
        long? free = host.Number($"{directory}/free_hugepages");
        long? reserved = host.Number($"{directory}/resv_hugepages");
        long? overcommit = host.Number($"{directory}/nr_overcommit_hugepages");
        long? surplus = host.Number($"{directory}/surplus_hugepages");
        HostFact[] facts = [new("total", total), new("free", free), new("reserved", reserved), new("overcommit", overcommit), new("surplus", surplus)];
        if (total == 0)
            return HostFinding.Info(overcommit > 0 ? $"none set aside, up to {overcommit} on demand" : "none set aside", facts);
        string text = $"{free} of {total} free{(reserved > 0 ? $", {reserved} of these promised" : "")}{(overcommit > 0 ? $"; {overcommit} more on demand" : "")}";
        return free - (reserved ?? 0) > 0 || overcommit > surplus
            ? HostFinding.Pass(text, facts)
            : HostFinding.Warn($"{text}: the next guest that wants some does not start", $"echo {2 * total} > {directory}/nr_hugepages", facts);
    }
}
