using VirtCore.Host;

namespace VirtCore.Fuzz;

/// <summary>The parser of each kind of file, by its name.</summary>
internal static class CgroupParsers
{
    public delegate bool Parser(ReadOnlySpan<byte> text);

    private static readonly CgroupIoStatistics[] s_disks = new CgroupIoStatistics[4];
    private static readonly CgroupMiscStatistics[] s_resources = new CgroupMiscStatistics[4];
    private static readonly CgroupRdmaStatistics[] s_devices = new CgroupRdmaStatistics[4];

    /// <summary>By the file's name; null for a file that is not read.</summary>
    public static Parser? Of(string file) => file switch
    {
        "cpu.stat" => static text => CgroupCpuStatistics.TryParse(text, out _),
        "cpu.max" => static text => CgroupBandwidth.TryParse(text, out _),
        "cpu.uclamp.min" or "cpu.uclamp.max" => static text => CgroupUtilization.TryParse(text, out _),
        "cpu.weight" or "cpu.weight.nice" or "cpu.idle" or "cpu.max.burst" => Number,
        "cpuset.cpus.partition" => static text => CpuSetPartition.TryParse(text, out _),
        "memory.stat" => static text => CgroupMemoryStatistics.TryParse(text, out _),
        "memory.swap.events" => static text => CgroupSwapEvents.TryParse(text, out _),
        "memory.oom.group" or "memory.zswap.writeback" => Number,
        "io.stat" => static text => CgroupIoStatistics.TryParse(text, s_disks, out _),
        "io.max" => static text => DeviceLine.TryParseFile<CgroupIoMax>(text, CgroupIoMax.TryTake, out _),
        "io.latency" => static text => DeviceLine.TryParseFile<TimeSpan>(text, CgroupIo.TryTakeLatency, out _),
        "io.cost.qos" => static text => DeviceLine.TryParseFile<CgroupIoCostQos>(text, CgroupIoCostQos.TryTake, out _),
        "io.cost.model" => static text => DeviceLine.TryParseFile<CgroupIoCostModel>(text, CgroupIoCostModel.TryTake, out _),
        "io.weight" => static text => CgroupIoWeights.TryParse(text, out _),
        "misc.current" => static text => CgroupMiscStatistics.TryParse(text, s_resources, out _),
        "misc.events" => static text => CgroupMiscStatistics.TryParseEvents(text, s_resources),
        "misc.max" or "misc.capacity" or "misc.peak" => static text => CgroupMisc.TryParse(text, out _),
        "rdma.current" => static text => CgroupRdmaStatistics.TryParse(text, s_devices, out _),
        "rdma.max" => static text => CgroupRdma.TryParse(text, out _),
        _ when file.EndsWith(".pressure", StringComparison.Ordinal) => static text => CgroupPressure.TryParse(text, out _),
        _ when file.StartsWith("cpuset.", StringComparison.Ordinal) => static text => IndexSet.TryParse(text, out _),
        "pids.events" => static text => LimitHits.TryParse(text, out _),
        _ when file.StartsWith("hugetlb.", StringComparison.Ordinal) && file.EndsWith(".events", StringComparison.Ordinal) => static text => LimitHits.TryParse(text, out _),
        _ when file.EndsWith(".events", StringComparison.Ordinal) || file.EndsWith(".local", StringComparison.Ordinal) || file is "rdma.peak" => null,
        _ => static text => CgroupV2.TryParseLimit(text, out _),
    };

    private static bool Number(ReadOnlySpan<byte> text) => CgroupV2.TryParseNumber(text, out _);
}
