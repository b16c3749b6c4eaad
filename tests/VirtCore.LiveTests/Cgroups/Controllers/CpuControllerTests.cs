using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>The cpu and cpuset controllers.</summary>
public sealed class CpuControllerTests : ControllerTest
{
    private const string Spin = "while :; do :; done";

    [Fact]
    public void What_is_written_is_read_back()
    {
        using CgroupV2 cgroup = Create("values", CgroupControllers.Cpu);
        Assert.Equal(100, cgroup.Cpu.ReadWeight());
        Assert.Equal(CgroupBandwidth.Max, cgroup.Cpu.ReadMax());
        cgroup.Cpu.WriteWeight(250);
        Assert.Equal((250, -4), (cgroup.Cpu.ReadWeight(), cgroup.Cpu.ReadNice()));
        cgroup.Cpu.WriteNice(5);
        Assert.Equal(5, cgroup.Cpu.ReadNice());
        var bandwidth = new CgroupBandwidth(TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(50));
        cgroup.Cpu.WriteMax(bandwidth);
        Assert.Equal(bandwidth, cgroup.Cpu.ReadMax());
        cgroup.Cpu.WriteMaxBurst(TimeSpan.FromMilliseconds(10));
        Assert.Equal(TimeSpan.FromMilliseconds(10), cgroup.Cpu.ReadMaxBurst());
        cgroup.Cpu.WriteMaxBurst(TimeSpan.Zero);
        cgroup.Cpu.WriteMax(CgroupBandwidth.Max);
        Assert.Equal(CgroupBandwidth.Max, cgroup.Cpu.ReadMax());
        cgroup.Cpu.WriteIdle(true);
        Assert.True(cgroup.Cpu.ReadIdle());
    }

    [Fact]
    public void A_value_that_the_kernel_refuses_is_in_the_error()
    {
        using CgroupV2 cgroup = Create("refused", CgroupControllers.Cpu);
        var refused = Assert.Throws<KernelException>(() => cgroup.Cpu.WriteWeight(20000));
        Assert.Equal("ERANGE", refused.ErrnoName);
        Assert.Contains("20000", refused.Message, StringComparison.Ordinal);
        Assert.Contains("cpu.weight", refused.Message, StringComparison.Ordinal);
        cgroup.Cpu.WriteMax(CgroupBandwidth.OfCpus(0.5));
        refused = Assert.Throws<KernelException>(() => cgroup.Cpu.WriteMaxBurst(TimeSpan.FromSeconds(1)));
        Assert.Equal("EINVAL", refused.ErrnoName);
        refused = Assert.Throws<KernelException>(() => cgroup.Cpu.WriteMax(new CgroupBandwidth(TimeSpan.FromMicroseconds(5), CgroupBandwidth.DefaultPeriod)));
        Assert.Contains("5 100000", refused.Message, StringComparison.Ordinal);
    }

    // Debian's 6.1 for virtual machines is built without it, its newest with it.
    [Fact]
    public void Utilization_is_clamped_or_not_supported()
    {
        using CgroupV2 cgroup = Create("clamped", CgroupControllers.Cpu);
        try
        {
            cgroup.Cpu.WriteUtilizationMax(CgroupUtilization.OfPercent(62.5));
            cgroup.Cpu.WriteUtilizationMin(CgroupUtilization.OfPercent(12.5));
            Assert.Equal(CgroupUtilization.OfPercent(62.5), cgroup.Cpu.ReadUtilizationMax());
            Assert.Equal(12.5, cgroup.Cpu.ReadUtilizationMin().Percent);
            cgroup.Cpu.WriteUtilizationMax(CgroupUtilization.Max);
            Assert.True(cgroup.Cpu.ReadUtilizationMax().IsMax);
        }
        catch (NotSupportedException missing)
        {
            Assert.False(cgroup.Has("cpu.uclamp.max"));
            Assert.Contains("cpu.uclamp.max is not there. This kernel's cpu controller does not have it", missing.Message, StringComparison.Ordinal);
            Assert.Contains("Linux 5.4", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_controller_that_is_not_enabled_is_named()
    {
        Requires.CgroupController("cpu");
        using CgroupV2 cgroup = Own.Create("without");
        var missing = Assert.Throws<NotSupportedException>(() => cgroup.Cpu.ReadWeight());
        Assert.Contains("The cpu controller is not enabled", missing.Message, StringComparison.Ordinal);
        Assert.Contains("cpu.weight", missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_spins_is_throttled_and_its_neighbour_is_not()
    {
        using CgroupV2 limited = Create("limited", CgroupControllers.Cpu);
        using CgroupV2 free = Own.Create("free");
        limited.Cpu.WriteMax(new CgroupBandwidth(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(100)));
        using var limitedUse = new CgroupStatistics(limited);
        using var freeUse = new CgroupStatistics(free);
        await LaunchAsync(Shell(Spin, "limited") with { Cgroup = limited });
        await LaunchAsync(Shell(Spin, "free") with { Cgroup = free });
        await EventuallyAsync(() => CpuOf(limitedUse).ThrottledPeriods >= 5);
        Assert.True(CpuOf(limitedUse).ThrottledTime > TimeSpan.Zero);
        await EventuallyAsync(() => CpuOf(freeUse).Usage > CpuOf(limitedUse).Usage);
        Assert.Equal(0, CpuOf(freeUse).ThrottledPeriods);
    }

    [Fact]
    public async Task Those_that_share_a_cpu_feel_the_pressure()
    {
        using CgroupV2 cgroup = Create("crowded", CgroupControllers.Cpu | CgroupControllers.CpuSet);
        cgroup.CpuSet.WriteCpus(IndexSet.Of(0));
        using var statistics = new CgroupStatistics(cgroup);
        Assert.Equal(CgroupReading.Done, statistics.ReadCpuPressure(out CgroupPressure before));
        Assert.Equal(TimeSpan.Zero, before.Some!.Value.Total);
        for (int i = 0; i < 3; i++)
            await LaunchAsync(Shell(Spin, $"{i}") with { Cgroup = cgroup });
        await EventuallyAsync(() => statistics.ReadCpuPressure(out CgroupPressure now) == CgroupReading.Done && now.Some!.Value.Total > TimeSpan.FromMilliseconds(20));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task A_process_sees_the_cpu_that_it_has(int cpu)
    {
        if (Environment.ProcessorCount < 2)
            Assert.Skip("needs two CPUs.");
        using CgroupV2 cgroup = Create("placed", CgroupControllers.CpuSet);
        cgroup.CpuSet.WriteCpus(IndexSet.Of(cpu));
        cgroup.CpuSet.WriteMemoryNodes(IndexSet.Of(0));
        Assert.Equal(IndexSet.Of(cpu), cgroup.CpuSet.ReadCpus());
        Assert.Equal(IndexSet.Of(cpu), cgroup.CpuSet.ReadEffectiveCpus());
        Assert.Equal(IndexSet.Of(0), cgroup.CpuSet.ReadMemoryNodes());
        Assert.Equal(IndexSet.Of(0), cgroup.CpuSet.ReadEffectiveMemoryNodes());
        SupervisedProcess process = await LaunchAsync(Shell(Spin) with { Cgroup = cgroup });
        Assert.Equal($"{cpu}", StatusOf(process.Id, "Cpus_allowed_list"));
        await EventuallyAsync(() => LastCpuOf(process.Id) == cpu);

        // It moves with the set.
        cgroup.CpuSet.WriteCpus(IndexSet.Of(1 - cpu));
        await EventuallyAsync(() => LastCpuOf(process.Id) == 1 - cpu);

        // Linux 6.1 takes the empty set only without processes.
        process.Kill();
        await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
        cgroup.CpuSet.WriteCpus(IndexSet.Empty);
        Assert.Equal(IndexSet.Empty, cgroup.CpuSet.ReadCpus());
        Assert.Contains(1 - cpu, cgroup.CpuSet.ReadEffectiveCpus());
    }

    [Fact]
    public void A_partition_that_cannot_be_says_why()
    {
        using CgroupV2 cgroup = Create("partition", CgroupControllers.CpuSet);
        Assert.Equal(new CpuSetPartition(CpuSetPartitionKind.Member, true, null), cgroup.CpuSet.ReadPartition());
        CpuSetPartition partition = cgroup.CpuSet.WritePartition(CpuSetPartitionKind.Root);
        Assert.Equal(CpuSetPartitionKind.Root, partition.Kind);
        Assert.False(partition.IsValid);
        Assert.False(string.IsNullOrEmpty(partition.Reason));
        Assert.True(cgroup.CpuSet.WritePartition(CpuSetPartitionKind.Member).IsValid);
        Assert.Throws<KernelException>(() => cgroup.CpuSet.WriteCpus(IndexSet.Of(4000)));
    }

    [Fact]
    public async Task A_partition_has_its_cpu_for_itself()
    {
        if (Environment.ProcessorCount < 2)
            Assert.Skip("needs two CPUs.");
        using CgroupV2 cgroup = Create("partition", CgroupControllers.CpuSet);
        Own.CpuSet.WriteCpus(IndexSet.Of(1));
        CpuSetPartition above = Own.CpuSet.WritePartition(CpuSetPartitionKind.Root);
        Assert.True(above.IsValid, above.ToString());
        using CgroupV2 root = CgroupHierarchy.Read().OpenRoot();
        Assert.DoesNotContain(1, root.CpuSet.ReadEffectiveCpus());
        SupervisedProcess process = await LaunchAsync(Shell(Spin) with { Cgroup = cgroup });
        Assert.Equal("1", StatusOf(process.Id, "Cpus_allowed_list"));
        process.Kill();
        await process.Exited.WaitAsync(Patience);
        Assert.True(Own.CpuSet.WritePartition(CpuSetPartitionKind.Member).IsValid);
        Assert.Contains(1, root.CpuSet.ReadEffectiveCpus());
    }

    private static CgroupCpuStatistics CpuOf(CgroupStatistics statistics)
    {
        Assert.Equal(CgroupReading.Done, statistics.ReadCpu(out CgroupCpuStatistics cpu));
        return cpu;
    }

    // The 39th field, and the program's name may hold blanks: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    private static int LastCpuOf(int id)
    {
        string text = File.ReadAllText($"/proc/{id}/stat");
        return int.Parse(text[(text.LastIndexOf(')') + 2)..].Split(' ')[36]);
    }
}
