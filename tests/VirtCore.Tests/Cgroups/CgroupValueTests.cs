using System.Text;
using CsCheck;
using VirtCore.Host;
using Xunit;

namespace VirtCore.Tests.Cgroups;

/// <summary>What is written is what is read back, and what makes no sense is refused before the kernel sees it.</summary>
public sealed class CgroupValueTests
{
    private static readonly Gen<CgroupLimit> s_limit =
        Gen.OneOf(Gen.Const(CgroupLimit.Max), Gen.Long[0, long.MaxValue].Select(CgroupLimit.Of), Gen.Long[0, 1 << 20].Select(CgroupLimit.Of));

    private static readonly Gen<TimeSpan> s_microseconds = Gen.Long[0, 10_000_000_000].Select(static value => TimeSpan.FromMicroseconds(value));

    private static readonly Gen<decimal> s_percent = Gen.Int[0, 1_000_000].Select(static value => value / 100m);

    [Fact]
    public void Limits() => s_limit.Sample(static limit =>
        CgroupV2.TryParseLimit(Line(limit), out CgroupLimit read) && read == limit && read.IsMax == limit.IsMax && (limit.IsMax || read.Value == limit.Value));

    [Fact]
    public void Max_has_no_number()
    {
        Assert.True(default(CgroupLimit).IsMax);
        Assert.NotEqual(CgroupLimit.Max, CgroupLimit.Of(0));
        Assert.NotEqual(CgroupLimit.Max, CgroupLimit.Of(long.MaxValue));
        Assert.Throws<InvalidOperationException>(static () => CgroupLimit.Max.Value);
        Assert.Throws<ArgumentOutOfRangeException>(static () => CgroupLimit.Of(-1));
    }

    [Fact]
    public void Bandwidths() => Gen.Select(Gen.OneOf(s_microseconds.Select(static quota => (TimeSpan?)quota), Gen.Const((TimeSpan?)null)), s_microseconds).Sample(static (quota, period) =>
        CgroupBandwidth.TryParse(Line(new CgroupBandwidth(quota, period)), out CgroupBandwidth read) && read == new CgroupBandwidth(quota, period));

    [Theory]
    [InlineData(1.5, "150000 100000")]
    [InlineData(0.01, "1000 100000")]
    [InlineData(64, "6400000 100000")]
    public void Bandwidths_of_cpus(double cpus, string written) => Assert.Equal(written, CgroupBandwidth.OfCpus(cpus).ToString());

    [Fact]
    public void Utilizations() => Gen.Int[0, 10_000].Sample(static hundredths =>
        CgroupUtilization.TryParse(Line(CgroupUtilization.OfPercent(hundredths / 100.0)), out CgroupUtilization read) && read.Hundredths == hundredths);

    [Fact]
    public void Utilizations_are_per_cent()
    {
        Assert.Equal("max", CgroupUtilization.OfPercent(100).ToString());
        Assert.Equal("0.05", CgroupUtilization.OfPercent(0.05).ToString());
        Assert.Throws<ArgumentOutOfRangeException>(static () => CgroupUtilization.OfPercent(100.01));
        Assert.Throws<ArgumentOutOfRangeException>(static () => CgroupUtilization.OfPercent(double.NaN));
    }

    [Fact]
    public void Index_sets() => Gen.Int[0, 300].HashSet[0, 80].Sample(static indexes =>
    {
        IndexSet set = IndexSet.Of(indexes);
        return IndexSet.TryParse(set.ToString(), out IndexSet? read) && read.Equals(set) && read.GetHashCode() == set.GetHashCode()
            && set.Count == indexes.Count && set.SequenceEqual(indexes.Order()) && Enumerable.Range(0, 302).All(index => set.Contains(index) == indexes.Contains(index));
    });

    [Theory]
    [InlineData("3,1-2", "1-3")]
    [InlineData("0-3,2-5,9", "0-5,9")]
    [InlineData("", "")]
    [InlineData("0-65535", "0-65535")]
    public void Index_sets_have_one_form(string text, string normal) => Assert.Equal(normal, IndexSet.Parse(text).ToString());

    [Theory]
    [InlineData("3-1")]
    [InlineData("1,")]
    [InlineData(",1")]
    [InlineData("-1")]
    [InlineData("1-")]
    [InlineData("0-65536")]
    [InlineData("1 2")]
    [InlineData("all")]
    public void What_is_no_index_set_is_refused(string text) => Assert.Throws<FormatException>(() => IndexSet.Parse(text));

    [Fact]
    public void Disk_limits() => Gen.Select(Device, s_limit, s_limit, s_limit, s_limit).Sample(static (device, a, b, c, d) =>
    {
        var max = new CgroupIoMax(a, b, c, d);
        return DeviceLine.TryParseFile(Line($"{device} {max}"), CgroupIoMax.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoMax> read) && read[device] == max;
    });

    [Fact]
    public void Disk_latencies() => Gen.Select(Device, s_microseconds).Sample(static (device, target) =>
        DeviceLine.TryParseFile(Line(CgroupIo.FormatLatency(device, target)), CgroupIo.TryTakeLatency, out Dictionary<BlockDeviceNumber, TimeSpan> read) && read[device] == target);

    [Fact]
    public void Disk_cost_qos() => Gen.Select(Device, s_percent, s_microseconds, s_percent, s_microseconds).Sample(static (device, a, b, c, d) =>
    {
        var qos = new CgroupIoCostQos
        {
            Enabled = b > d,
            Control = CgroupIoCostControl.User,
            ReadPercentile = a,
            ReadLatency = b,
            WritePercentile = c,
            WriteLatency = d,
            MinPercent = c,
            MaxPercent = a,
        };
        return DeviceLine.TryParseFile(Line($"{device} {qos}"), CgroupIoCostQos.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoCostQos> read) && read[device] == qos;
    });

    [Fact]
    public void Disk_cost_models() => Gen.Select(Device, Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue], Gen.Long[0, long.MaxValue]).Sample(static (device, a, b, c) =>
    {
        var model = new CgroupIoCostModel
        {
            Control = CgroupIoCostControl.User,
            ReadBytesPerSecond = a,
            SequentialReadsPerSecond = b,
            RandomReadsPerSecond = c,
            WriteBytesPerSecond = b,
            SequentialWritesPerSecond = c,
            RandomWritesPerSecond = a,
        };
        return DeviceLine.TryParseFile(Line($"{device} {model}"), CgroupIoCostModel.TryTake, out Dictionary<BlockDeviceNumber, CgroupIoCostModel> read) && read[device] == model;
    });

    [Fact]
    public void What_the_kernel_sets_itself_is_not_written()
    {
        Assert.Equal("enable=1 ctrl=auto", new CgroupIoCostQos { Enabled = true, ReadPercentile = 95 }.ToString());
        Assert.Equal("ctrl=auto", new CgroupIoCostModel { ReadBytesPerSecond = 5 }.ToString());
    }

    [Fact]
    public void Rdma_limits() => Gen.Select(s_limit, s_limit).Sample(static (handles, objects) =>
    {
        var limits = new CgroupRdmaLimits(handles, objects);
        return CgroupRdma.TryParse(Line(CgroupRdma.Format("mlx5_0", limits)), out Dictionary<string, CgroupRdmaLimits> read) && read["mlx5_0"] == limits;
    });

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("a\nb")]
    [InlineData("a=b")]
    public void Names_with_blanks_are_refused(string name) => Assert.ThrowsAny<ArgumentException>(() => CgroupRdma.Format(name, default));

    [Theory]
    [InlineData("member", CpuSetPartitionKind.Member, true, null)]
    [InlineData("isolated", CpuSetPartitionKind.Isolated, true, null)]
    [InlineData("root invalid", CpuSetPartitionKind.Root, false, null)]
    [InlineData("root invalid (Parent (above) is no partition root)", CpuSetPartitionKind.Root, false, "Parent (above) is no partition root")]
    public void Partitions(string text, CpuSetPartitionKind kind, bool valid, string? reason)
    {
        Assert.True(CpuSetPartition.TryParse(Line(text), out CpuSetPartition read));
        Assert.Equal(new CpuSetPartition(kind, valid, reason), read);
        Assert.Equal(text, read.ToString());
    }

    [Theory]
    [InlineData("64KB", 65536)]
    [InlineData("2MB", 2097152)]
    [InlineData("1GB", 1073741824)]
    [InlineData("16GB", 17179869184)]
    public void Page_sizes(string text, long bytes)
    {
        Assert.True(HugePageSize.TryParse(text, out HugePageSize size));
        Assert.Equal(bytes, size.Bytes);
        Assert.Equal(text, size.ToString());
        Assert.Equal(size, CgroupHugeTlb.SizeOf($"hugepages-{bytes / 1024}kB"));
    }

    [Theory]
    [InlineData("2TB")]
    [InlineData("MB")]
    [InlineData("-2MB")]
    [InlineData("0MB")]
    [InlineData("99999999999GB")]
    public void What_is_no_page_size_is_refused(string text) => Assert.False(HugePageSize.TryParse(text, out _));

    [Fact]
    public void Device_numbers() => Device.Sample(static device => BlockDeviceNumber.Parse(device.ToString()) == device);

    [Theory]
    [InlineData("8")]
    [InlineData("8:")]
    [InlineData(":8")]
    [InlineData("8:0 ")]
    [InlineData("8:-1")]
    [InlineData("8:4294967296")]
    public void What_is_no_device_number_is_refused(string text) => Assert.Throws<FormatException>(() => BlockDeviceNumber.Parse(text));

    [Theory]
    [InlineData("memory.peak", "5.19")]
    [InlineData("memory.zswap.max", "5.19, where it is built with CONFIG_ZSWAP")]
    [InlineData("cpu.max.burst", "5.14")]
    [InlineData("hugetlb.2MB.max", "5.6 (rsvd 5.7), for the page sizes of this machine")]
    [InlineData("irq.pressure", "6.1, where it is built with CONFIG_IRQ_TIME_ACCOUNTING")]
    [InlineData("something.new", null)]
    public void Every_file_has_its_kernel(string file, string? version) => Assert.Equal(version, CgroupFileHistory.VersionOf(file));

    private static Gen<BlockDeviceNumber> Device => Gen.Select(Gen.Int[0, int.MaxValue], Gen.Int[0, int.MaxValue], static (major, minor) => new BlockDeviceNumber(major, minor));

    private static byte[] Line(object value) => Encoding.UTF8.GetBytes($"{value}\n");
}
