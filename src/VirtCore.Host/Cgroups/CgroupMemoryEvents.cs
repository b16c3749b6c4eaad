namespace VirtCore.Host;

/// <summary>How often something happened to a cgroup's memory: <c>memory.events</c>, which counts the cgroup and all below it.</summary>
/// <param name="Low">Memory was reclaimed though use was below <c>memory.low</c>: the protection is overcommitted.</param>
/// <param name="High">Processes were throttled to reclaim, as use was above <c>memory.high</c>.</param>
/// <param name="Max">Use was about to go over <c>memory.max</c>.</param>
/// <param name="OutOfMemory">The limit was reached and an allocation was about to fail.</param>
/// <param name="OutOfMemoryKills">Processes that the kernel killed for it (Linux 4.13).</param>
/// <param name="OutOfMemoryGroupKills">Times that it killed a whole cgroup (Linux 5.17).</param>
public readonly record struct CgroupMemoryEvents(
    ulong Low, ulong High, ulong Max, ulong OutOfMemory, ulong OutOfMemoryKills, ulong OutOfMemoryGroupKills)
{
    /// <summary>What was added since an earlier reading.</summary>
    public CgroupMemoryEvents Since(CgroupMemoryEvents earlier) => new(
        Low - earlier.Low,
        High - earlier.High,
        Max - earlier.Max,
        OutOfMemory - earlier.OutOfMemory,
        OutOfMemoryKills - earlier.OutOfMemoryKills,
        OutOfMemoryGroupKills - earlier.OutOfMemoryGroupKills);

    internal static CgroupMemoryEvents Parse(ReadOnlySpan<byte> text)
    {
        ulong low = 0, high = 0, max = 0, oom = 0, kills = 0, groupKills = 0;
        var reader = new FlatKeyedReader(text);
        while (reader.TryRead(out ReadOnlySpan<byte> key, out ulong value))
        {
            if (key.SequenceEqual("low"u8))
                low = value;
            else if (key.SequenceEqual("high"u8))
                high = value;
            else if (key.SequenceEqual("max"u8))
                max = value;
            else if (key.SequenceEqual("oom"u8))
                oom = value;
            else if (key.SequenceEqual("oom_kill"u8))
                kills = value;
            else if (key.SequenceEqual("oom_group_kill"u8))
                groupKills = value;
        }

        return new CgroupMemoryEvents(low, high, max, oom, kills, groupKills);
    }
}
