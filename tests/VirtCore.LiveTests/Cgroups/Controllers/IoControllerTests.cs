using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>The io controller.</summary>
public sealed class IoControllerTests : ControllerTest
{
    [Fact]
    public void What_is_written_is_read_back()
    {
        var disk = BlockDeviceNumber.Of(Requires.NullDisk());
        using CgroupV2 cgroup = Create("values", CgroupControllers.Io);
        Assert.Equal(CgroupIoMax.Max, cgroup.Io.ReadMax(disk));
        var max = new CgroupIoMax(20 << 20, CgroupLimit.Max, 300, 500);
        cgroup.Io.WriteMax(disk, max);
        Assert.Equal(max, cgroup.Io.ReadMax(disk));
        cgroup.Io.WriteMax(disk, CgroupIoMax.Max);
        Assert.Empty(cgroup.Io.ReadMax());
        var refused = Assert.Throws<KernelException>(() => cgroup.Io.WriteMax(new BlockDeviceNumber(4000, 7), max));
        Assert.Equal("ENODEV", refused.ErrnoName);
        Assert.Contains("4000:7 rbps=20971520", refused.Message, StringComparison.Ordinal);
    }

    // Debian's kernels for virtual machines are built without it.
    [Fact]
    public void A_latency_is_protected_or_not_supported()
    {
        var disk = BlockDeviceNumber.Of(Requires.NullDisk());
        using CgroupV2 cgroup = Create("latency", CgroupControllers.Io);
        try
        {
            cgroup.Io.WriteLatency(disk, TimeSpan.FromMilliseconds(75));
            Assert.Equal(TimeSpan.FromMilliseconds(75), cgroup.Io.ReadLatencies()[disk]);
            cgroup.Io.WriteLatency(disk, null);
            Assert.Empty(cgroup.Io.ReadLatencies());
        }
        catch (NotSupportedException missing)
        {
            Assert.False(cgroup.Has("io.latency"));
            Assert.Contains("io.latency is not there. This kernel's io controller does not have it", missing.Message, StringComparison.Ordinal);
            Assert.Contains("Linux 4.19", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_root_has_the_cost_model_by_which_weights_count()
    {
        var disk = BlockDeviceNumber.Of(Requires.NullDisk());
        Requires.CgroupController("io");
        using CgroupV2 root = CgroupHierarchy.Read().OpenRoot();
        if (!root.Has("io.cost.qos"))
            Assert.Skip("needs the root of all cgroups, and a kernel with CONFIG_BLK_CGROUP_IOCOST.");
        var qos = new CgroupIoCostQos
        {
            Enabled = true,
            Control = CgroupIoCostControl.User,
            ReadPercentile = 95,
            ReadLatency = TimeSpan.FromMilliseconds(75),
            WritePercentile = 97.5m,
            WriteLatency = TimeSpan.FromMilliseconds(150),
            MinPercent = 50,
            MaxPercent = 150,
        };
        root.Io.WriteCostQos(disk, qos);
        Assert.Equal(qos, root.Io.ReadCostQos()[disk]);
        var model = new CgroupIoCostModel
        {
            Control = CgroupIoCostControl.User,
            ReadBytesPerSecond = 2706339840,
            SequentialReadsPerSecond = 89698,
            RandomReadsPerSecond = 110036,
            WriteBytesPerSecond = 1063126016,
            SequentialWritesPerSecond = 135560,
            RandomWritesPerSecond = 130734,
        };
        root.Io.WriteCostModel(disk, model);
        Assert.Equal(model, root.Io.ReadCostModels()[disk]);

        using CgroupV2 cgroup = Create("weighed", CgroupControllers.Io);
        cgroup.Io.WriteWeight(200);
        cgroup.Io.WriteWeight(disk, 300);
        CgroupIoWeights weights = cgroup.Io.ReadWeights();
        Assert.Equal((200, 300), (weights.Default, weights.Devices[disk]));
        cgroup.Io.WriteWeight(disk, null);
        Assert.Empty(cgroup.Io.ReadWeights().Devices);
        Assert.Throws<NotSupportedException>(() => cgroup.Io.ReadCostQos());
        root.Io.WriteCostModel(disk, default);
        root.Io.WriteCostQos(disk, default);
        Assert.False(root.Io.ReadCostQos()[disk].Enabled);
    }

    [Fact]
    public async Task A_writer_is_slowed_down_and_its_neighbour_is_not()
    {
        string path = Requires.NullDisk();
        var disk = BlockDeviceNumber.Of(path);
        using CgroupV2 limited = Create("limited", CgroupControllers.Io);
        using CgroupV2 free = Own.Create("free");
        limited.Io.WriteMax(disk, new CgroupIoMax(CgroupLimit.Max, 64 << 10, CgroupLimit.Max, CgroupLimit.Max));
        using var limitedUse = new CgroupStatistics(limited);
        using var freeUse = new CgroupStatistics(free);

        // The limited one would need an hour.
        SupervisedProcess slow = await LaunchAsync(Shell($"exec dd if=/dev/zero of={path} bs=64k count=4096 oflag=direct 2>errors", "limited") with { Cgroup = limited });
        await EventuallyAsync(() => WrittenOf(limitedUse, disk) > 0);
        Assert.Equal(0, (await RunAsync(free, $"exec dd if=/dev/zero of={path} bs=64k count=64 oflag=direct 2>errors", "free")).Code);
        Assert.Equal(4 << 20, WrittenOf(freeUse, disk));
        Assert.False(slow.Exited.IsCompleted);
        Assert.InRange(WrittenOf(limitedUse, disk), 64 << 10, 200L << 20);

        // It waits for the disk, and this is felt as pressure.
        await EventuallyAsync(() => limitedUse.ReadIoPressure(out CgroupPressure pressure) == CgroupReading.Done && pressure.Some!.Value.Total > TimeSpan.Zero);
        limited.Io.WriteMax(disk, CgroupIoMax.Max);
        limited.Kill();
        await slow.Exited.WaitAsync(Patience);
    }

    private static long WrittenOf(CgroupStatistics statistics, BlockDeviceNumber disk)
    {
        var disks = new CgroupIoStatistics[16];
        Assert.Equal(CgroupReading.Done, statistics.ReadIo(disks, out int count));
        return disks.AsSpan(0, count).ToArray().Where(found => found.Device == disk).Sum(static found => found.WrittenBytes ?? 0);
    }
}
