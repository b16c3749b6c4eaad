using System.Text;
using VirtCore.Fuzz;
using VirtCore.Host;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Cgroups;

/// <summary>What the kernels said is what is read.</summary>
public sealed class CgroupRecordingTests
{
    private const string Group = "/vm/qemu/";

    // null_blk and brd, as the kernel numbered them.
    private static readonly BlockDeviceNumber s_disk = new(254, 0);
    private static readonly BlockDeviceNumber s_ram = new(1, 0);

    public static TheoryData<string> Kernels => [.. RecordedCgroups.Kernels];

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_file_is_understood(string kernel)
    {
        int read = 0;
        foreach ((string path, byte[] text) in RecordedCgroups.Load(kernel))
        {
            if (CgroupParsers.Of(path[(path.LastIndexOf('/') + 1)..]) is not { } parse)
                continue;
            Assert.True(parse(text), $"{path}: {Encoding.UTF8.GetString(text)}");
            read++;
        }

        Assert.InRange(read, 150, 300);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Every_key_is_known(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        AssertAllKnown(files[Group + "memory.stat"], Parse<CgroupMemoryStatistics>(files, "memory.stat", CgroupMemoryStatistics.TryParse));
        AssertAllKnown(files["/memory.stat"], Parse<CgroupMemoryStatistics>(files, "memory.stat", CgroupMemoryStatistics.TryParse, "/"));
        AssertAllKnown(files[Group + "cpu.stat"], Parse<CgroupCpuStatistics>(files, "cpu.stat", CgroupCpuStatistics.TryParse));
        AssertAllKnown(files[Group + "memory.swap.events"], Parse<CgroupSwapEvents>(files, "memory.swap.events", CgroupSwapEvents.TryParse));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Cpu(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        CgroupCpuStatistics cpu = Parse<CgroupCpuStatistics>(files, "cpu.stat", CgroupCpuStatistics.TryParse);
        Assert.Equal(TimeSpan.FromMicroseconds(Line(files, "cpu.stat", "usage_usec")), cpu.Usage);
        Assert.Equal(Line(files, "cpu.stat", "nr_periods"), cpu.Periods);
        Assert.Equal(kernel == "linux-7.3" ? TimeSpan.Zero : null, cpu.NiceTime);
        Assert.Null(cpu.ForcedIdleTime);
        Assert.Equal(new CgroupBandwidth(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50)), Parse<CgroupBandwidth>(files, "cpu.max", CgroupBandwidth.TryParse));
        Assert.Equal(CgroupBandwidth.Max, Parse<CgroupBandwidth>(files, "cpu.max", CgroupBandwidth.TryParse, "/vm/helper/"));
        Assert.Equal(250, Parse<long>(files, "cpu.weight", CgroupV2.TryParseNumber));
        Assert.Equal(-4, Parse<long>(files, "cpu.weight.nice", CgroupV2.TryParseNumber));
    }

    [Fact]
    public void Utilization()
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load("linux-7.3");
        Assert.Equal(CgroupUtilization.OfPercent(12.5), Parse<CgroupUtilization>(files, "cpu.uclamp.min", CgroupUtilization.TryParse));
        Assert.Equal(87.5, Parse<CgroupUtilization>(files, "cpu.uclamp.max", CgroupUtilization.TryParse).Percent);
        Assert.True(Parse<CgroupUtilization>(files, "cpu.uclamp.max", CgroupUtilization.TryParse, "/vm/helper/").IsMax);
    }

    [Theory]
    [InlineData("linux-6.1", "Cpu list in cpuset.cpus not exclusive", "cpuset.cpus is empty")]
    [InlineData("linux-7.3", "Invalid cpu list in cpuset.cpus.exclusive", "cpuset.cpus and cpuset.cpus.exclusive are empty")]
    public void Partitions(string kernel, string helper, string island)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        Assert.Equal(new CpuSetPartition(CpuSetPartitionKind.Member, true, null), Parse<CpuSetPartition>(files, "cpuset.cpus.partition", CpuSetPartition.TryParse));
        Assert.Equal(new CpuSetPartition(CpuSetPartitionKind.Root, false, helper), Parse<CpuSetPartition>(files, "cpuset.cpus.partition", CpuSetPartition.TryParse, "/vm/helper/"));
        Assert.Equal(new CpuSetPartition(CpuSetPartitionKind.Isolated, false, island), Parse<CpuSetPartition>(files, "cpuset.cpus.partition", CpuSetPartition.TryParse, "/vm/island/"));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Memory(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        CgroupMemoryStatistics memory = Parse<CgroupMemoryStatistics>(files, "memory.stat", CgroupMemoryStatistics.TryParse);
        Assert.Equal(Line(files, "memory.stat", "slab_unreclaimable"), memory.SlabUnreclaimableBytes);
        Assert.Equal(Line(files, "memory.stat", "pgscan_direct"), memory.PagesScannedDirect);
        Assert.Equal(Line(files, "memory.stat", "pgfault"), memory.PageFaults);
        Assert.Equal(kernel == "linux-7.3" ? 0 : null, memory.PagesSwappedIn);
        Assert.Null(memory.HugetlbBytes);
        Assert.Equal(32L << 20, Parse<CgroupLimit>(files, "memory.max", CgroupV2.TryParseLimit));
        Assert.True(Parse<CgroupLimit>(files, "memory.max", CgroupV2.TryParseLimit, "/vm/helper/").IsMax);
        Assert.Equal(1UL, CgroupMemoryEvents.Parse(files[Group + "memory.events"]).OutOfMemoryGroupKills);
        Assert.Equal(0, Parse<CgroupSwapEvents>(files, "memory.swap.events", CgroupSwapEvents.TryParse).Failed);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Disks(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        var disks = new CgroupIoStatistics[4];
        Assert.True(CgroupIoStatistics.TryParse(files[Group + "io.stat"], disks, out int count));
        Assert.Equal(2, count);
        Assert.Equal(s_ram, disks[0].Device);
        Assert.Equal(524288, disks[0].WrittenBytes);
        Assert.Null(disks[0].CostUsage);
        Assert.Equal(s_disk, disks[1].Device);
        Assert.Equal((4194304, 64, 262144, 64), (disks[1].ReadBytes, disks[1].ReadOperations, disks[1].WrittenBytes, disks[1].WriteOperations));
        Assert.InRange(disks[1].CostUsage!.Value.TotalMicroseconds, 2000, 3000);
        Assert.Null(disks[1].CostRatePercent);

        // At the root, the RAM disk has a line without values.
        Assert.True(CgroupIoStatistics.TryParse(files["/io.stat"], disks.AsSpan(0, 1), out count));
        Assert.InRange(count, 1, 3);
        Assert.True(CgroupIoStatistics.TryParse(files["/io.stat"], disks, out int again));
        Assert.Equal(count, again);
        Assert.Equal(100.0, disks.Single(static disk => disk.Device == s_disk).CostRatePercent);
        Assert.DoesNotContain(disks.AsSpan(0, count).ToArray(), static disk => disk.Device == s_ram);
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Disk_settings(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        Assert.True(DeviceLine.TryParseFile(files[Group + "io.max"], CgroupIoMax.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoMax> max));
        Assert.Equal(new CgroupIoMax(CgroupLimit.Max, 1048576, CgroupLimit.Max, CgroupLimit.Max), max[s_ram]);
        Assert.Equal(new CgroupIoMax(20971520, CgroupLimit.Max, CgroupLimit.Max, 500), max[s_disk]);
        Assert.True(CgroupIoWeights.TryParse(files[Group + "io.weight"], out CgroupIoWeights weights));
        Assert.Equal((200, 300), (weights.Default, weights.Devices[s_disk]));
        Assert.True(DeviceLine.TryParseFile(files["/io.cost.qos"], CgroupIoCostQos.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoCostQos> qos));
        Assert.Equal(
            "enable=1 ctrl=user rpct=95.00 rlat=75000 wpct=95.00 wlat=150000 min=50.00 max=150.00", qos[s_disk].ToString());
        Assert.True(DeviceLine.TryParseFile(files["/io.cost.model"], CgroupIoCostModel.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoCostModel> model));
        Assert.Equal(Encoding.UTF8.GetString(files["/io.cost.model"]), $"{s_disk} {model[s_disk]}\n");
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Pressure(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        CgroupPressure pressure = Parse<CgroupPressure>(files, "cpu.pressure", CgroupPressure.TryParse);
        string[] words = Encoding.UTF8.GetString(files[Group + "cpu.pressure"]).Split('\n')[0].Split(' ', '=');
        Assert.Equal(words[2], pressure.Some!.Value.Average10Percent.ToString("0.00"));
        Assert.Equal(words[4], pressure.Some!.Value.Average60Percent.ToString("0.00"));
        Assert.Equal(words[6], pressure.Some!.Value.Average300Percent.ToString("0.00"));
        Assert.Equal(words[8], pressure.Some!.Value.Total.TotalMicroseconds.ToString("0"));
        Assert.True(pressure.Full!.Value.Total > TimeSpan.FromSeconds(10));
    }

    [Theory]
    [MemberData(nameof(Kernels))]
    public void Counts(string kernel)
    {
        Dictionary<string, byte[]> files = RecordedCgroups.Load(kernel);
        Assert.Equal(12, Parse<CgroupLimit>(files, "pids.max", CgroupV2.TryParseLimit));
        Assert.Equal(12, Parse<long>(files, "pids.peak", CgroupV2.TryParseNumber));
        Assert.InRange(Parse<long>(files, "pids.events", LimitHits.TryParse), 1, 10);
        Assert.Equal(4L << 20, Parse<CgroupLimit>(files, "hugetlb.2MB.max", CgroupV2.TryParseLimit));
        Assert.Equal(0, Parse<long>(files, "hugetlb.2MB.events", LimitHits.TryParse));
        Assert.Equal(IndexSet.Range(0, 1), Parse<IndexSet>(files, "cpuset.cpus", IndexSet.TryParse!));
        Assert.Equal(IndexSet.Empty, Parse<IndexSet>(files, "cpuset.mems", IndexSet.TryParse!, "/vm/helper/"));
    }

    private static T Parse<T>(Dictionary<string, byte[]> files, string file, CgroupV2.ValueParser<T> parse, string group = Group)
    {
        Assert.True(parse(files[group + file], out T value), $"{group}{file}: {Encoding.UTF8.GetString(files[group + file])}");
        return value;
    }

    private static long Line(Dictionary<string, byte[]> files, string file, string key) =>
        long.Parse(Encoding.UTF8.GetString(files[Group + file]).Split('\n').Single(line => line.StartsWith(key + ' ', StringComparison.Ordinal)).Split(' ')[1]);

    // A line that no property has is a key that the struct does not know.
    private static void AssertAllKnown<T>(byte[] text, T statistics)
        where T : struct
    {
        int lines = text.AsSpan().Count((byte)'\n');
        int known = typeof(T).GetProperties().Count(property => property.GetValue(statistics) is not null);
        Assert.Equal(lines, known);
    }
}
