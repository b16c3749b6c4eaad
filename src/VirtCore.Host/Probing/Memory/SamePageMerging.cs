namespace VirtCore.Host;

/// <summary>KSM.</summary>
/// <remarks>See <see href="https://docs.kernel.org/admin-guide/mm/ksm.html">kernel samepage merging</see>.</remarks>
internal static class SamePageMerging
{
    private const string Directory = "/sys/kernel/mm/ksm";

    public static HostQuestion Question { get; } = new(
        "ksm", HostArea.Memory, "Merging of equal pages", "It saves memory among like guests, costs a CPU that scans, and lets one guest tell what another has in memory.", Look);

    private static HostFinding Look(HostView host)
    {
        host.NeedSys();
        if (host.Number($"{Directory}/run") is not { } run)
            return HostFinding.Info("the kernel has no KSM");
        long? sharing = host.Number($"{Directory}/pages_sharing");
        HostFact[] facts =
        [
            new("run", run), new("pagesShared", host.Number($"{Directory}/pages_shared")), new("pagesSharing", sharing), new("fullScans", host.Number($"{Directory}/full_scans")),
        ];
        return run == 1
            ? HostFinding.Info($"on, {sharing ?? 0} pages saved", facts) with { Remedy = $"where guests do not trust each other: echo 2 > {Directory}/run" }
            : HostFinding.Pass("off", facts);
    }
}
