using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>The pids, misc and rdma controllers, and what a reader finds when its cgroup goes.</summary>
public sealed class CountControllerTests : ControllerTest
{
    [Fact]
    public async Task A_forker_is_refused_beyond_the_limit()
    {
        using CgroupV2 cgroup = Create("forker", CgroupControllers.Pids);
        Assert.True(cgroup.Pids.ReadMax().IsMax);
        cgroup.Pids.WriteMax(6);
        Assert.Equal(6, cgroup.Pids.ReadMax().Value);
        // The shell gives up at the first fork that fails.
        SupervisedProcess process = await LaunchAsync(Shell("(for i in 1 2 3 4 5 6 7 8 9; do sleep 1000 & done) 2>errors; touch failed; exec sleep 1000") with { Cgroup = cgroup });
        await EventuallyAsync(() => cgroup.Pids.ReadLimitHits() > 0);
        using var statistics = new CgroupStatistics(cgroup, CgroupStatisticsFiles.PidsCurrent | CgroupStatisticsFiles.PidsPeak | CgroupStatisticsFiles.PidsEvents);
        Assert.Equal(CgroupReading.Done, statistics.ReadPidsCurrent(out long tasks));
        Assert.InRange(tasks, 1, 6);
        Assert.Equal(CgroupReading.Done, statistics.ReadPidsEvents(out long hits));
        Assert.True(hits > 0);
        Assert.Equal(CgroupReading.Done, statistics.ReadPidsPeak(out long peak));
        Assert.Equal(6, peak);
        Assert.False(process.Exited.IsCompleted);
    }

    [Fact]
    public void Resources_and_devices_that_are_not_there_are_refused()
    {
        using CgroupV2 cgroup = Create("none", CgroupControllers.Misc | CgroupControllers.Rdma);
        using CgroupV2 root = CgroupHierarchy.Read().OpenRoot();
        Assert.Equal(root.Misc.ReadCapacity().Keys.Order(), cgroup.Misc.ReadMax().Keys.Order());
        Assert.All(cgroup.Misc.ReadCurrent().Values, static value => Assert.Equal(0, value.Value));
        var refused = Assert.Throws<KernelException>(() => cgroup.Misc.WriteMax("none_such", 3));
        Assert.Contains("none_such 3", refused.Message, StringComparison.Ordinal);
        refused = Assert.Throws<KernelException>(() => cgroup.Rdma.WriteMax("none_such", new CgroupRdmaLimits(3, CgroupLimit.Max)));
        Assert.Contains("none_such hca_handle=3 hca_object=max", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("none_such", cgroup.Rdma.ReadMax().Keys);
        Assert.DoesNotContain("none_such", cgroup.Rdma.ReadCurrent().Keys);
    }

    [Fact]
    public async Task A_cgroup_that_is_gone_is_a_value()
    {
        using CgroupV2 cgroup = Create("gone", CgroupControllers.Memory | CgroupControllers.Pids);
        using var statistics = new CgroupStatistics(cgroup, CgroupStatisticsFiles.All);
        Assert.Equal(CgroupReading.Done, statistics.ReadMemory(out _));
        await cgroup.RemoveAsync();
        Assert.Equal(CgroupReading.Removed, statistics.ReadCpu(out CgroupCpuStatistics cpu));
        Assert.Null(cpu.Usage);
        Assert.Equal(CgroupReading.Removed, statistics.ReadMemory(out _));
        Assert.Equal(CgroupReading.Removed, statistics.ReadMemoryEvents(out _));
        Assert.Equal(CgroupReading.Removed, statistics.ReadPidsCurrent(out _));
        Assert.Equal(CgroupReading.Removed, statistics.ReadMemoryPressure(out _));
        Assert.Throws<KernelException>(() => cgroup.Memory.ReadMax());
        Assert.Throws<KernelException>(() => new CgroupStatistics(cgroup));
    }

    [Fact]
    public void A_controller_that_was_disabled_takes_its_files_along()
    {
        using CgroupV2 cgroup = Create("disabled", CgroupControllers.Memory | CgroupControllers.Pids);
        using var statistics = new CgroupStatistics(cgroup, CgroupStatisticsFiles.All);
        Own.DisableControllers(CgroupControllers.Pids);
        Assert.Equal(CgroupReading.Removed, statistics.ReadPidsCurrent(out _));
        Assert.Equal(CgroupReading.Done, statistics.ReadMemoryCurrent(out _));
        Assert.Throws<NotSupportedException>(() => cgroup.Pids.ReadMax());
    }

    // What needs no controller, so it is to be had on a hybrid machine too.
    [Fact]
    public async Task The_core_tells_cpu_time_and_pressure_without_a_controller()
    {
        using CgroupV2 cgroup = Own.Create("core");
        using var statistics = new CgroupStatistics(cgroup);
        Assert.Equal(CgroupReading.Done, statistics.ReadCpu(out CgroupCpuStatistics before));
        Assert.Equal(TimeSpan.Zero, before.Usage);
        SupervisedProcess process = await LaunchAsync(Shell("while :; do :; done") with { Cgroup = cgroup });
        await EventuallyAsync(() => statistics.ReadCpu(out CgroupCpuStatistics now) == CgroupReading.Done && now.Usage > TimeSpan.FromMilliseconds(5));
        if (statistics.Files.HasFlag(CgroupStatisticsFiles.CpuPressure))
            Assert.Equal(CgroupReading.Done, statistics.ReadCpuPressure(out _));
        process.Kill();
        await process.Exited.WaitAsync(Patience);
        await cgroup.RemoveAsync();
        Assert.Equal(CgroupReading.Removed, statistics.ReadCpu(out _));
    }
}
