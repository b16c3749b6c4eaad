using Microsoft.Win32.SafeHandles;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>The memory and hugetlb controllers.</summary>
public sealed class MemoryControllerTests : ControllerTest
{
    private const long Mebibyte = 1 << 20;

    // In a mount namespace of its own, which goes with it.
    private const string FillHugePages =
        "mkdir huge; exec unshare -m sh -c 'mount -t hugetlbfs -o pagesize=2M none huge && fallocate -l 4M huge/a && ! fallocate -l 4M huge/b 2>errors && touch refused && exec sleep 1000'";

    [Fact]
    public void What_is_written_is_read_back()
    {
        using CgroupV2 cgroup = Create("values", CgroupControllers.Memory);
        Assert.Equal(CgroupLimit.Of(0), cgroup.Memory.ReadMin());
        Assert.True(cgroup.Memory.ReadMax().IsMax);
        cgroup.Memory.WriteMin(Mebibyte);
        cgroup.Memory.WriteLow(2 * Mebibyte);
        cgroup.Memory.WriteHigh(64 * Mebibyte);
        cgroup.Memory.WriteMax(96 * Mebibyte);
        cgroup.Memory.WriteOutOfMemoryGroup(true);
        Assert.Equal(
            (Mebibyte, 2 * Mebibyte, 64 * Mebibyte, 96 * Mebibyte),
            (cgroup.Memory.ReadMin().Value, cgroup.Memory.ReadLow().Value, cgroup.Memory.ReadHigh().Value, cgroup.Memory.ReadMax().Value));
        Assert.True(cgroup.Memory.ReadOutOfMemoryGroup());
        cgroup.Memory.WriteMax(CgroupLimit.Max);
        Assert.True(cgroup.Memory.ReadMax().IsMax);
        if (cgroup.Has("memory.swap.max"))
        {
            cgroup.Memory.WriteSwapHigh(Mebibyte);
            cgroup.Memory.WriteSwapMax(0);
            Assert.Equal((Mebibyte, 0), (cgroup.Memory.ReadSwapHigh().Value, cgroup.Memory.ReadSwapMax().Value));
            Assert.Equal(0, cgroup.Memory.ReadSwapCurrentBytes());
            Assert.Equal(0, cgroup.Memory.ReadSwapEvents().Failed);
        }
    }

    [Fact]
    public void Zswap_is_limited_or_not_supported()
    {
        using CgroupV2 cgroup = Create("zswap", CgroupControllers.Memory);
        if (cgroup.Has("memory.zswap.max"))
        {
            cgroup.Memory.WriteZswapMax(Mebibyte);
            Assert.Equal(Mebibyte, cgroup.Memory.ReadZswapMax().Value);
            cgroup.Memory.WriteZswapWriteback(false);
            Assert.False(cgroup.Memory.ReadZswapWriteback());
            Assert.Equal(0, cgroup.Memory.ReadZswapCurrentBytes());
        }
        else
        {
            var missing = Assert.Throws<NotSupportedException>(() => cgroup.Memory.WriteZswapMax(Mebibyte));
            Assert.Contains("memory.zswap.max is not there. This kernel's memory controller does not have it", missing.Message, StringComparison.Ordinal);
            Assert.Contains("Linux 5.19", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task One_cgroup_runs_out_of_memory_and_its_neighbour_does_not()
    {
        using CgroupV2 limited = Create("limited", CgroupControllers.Memory);
        using CgroupV2 neighbour = Own.Create("neighbour");
        limited.Memory.WriteMax(16 * Mebibyte);
        KeepOutOfSwap(limited);
        SupervisedProcess sleeper = await LaunchAsync(Sleep("neighbour") with { Cgroup = neighbour });
        // It keeps the line that never ends.
        ProcessExit exit = await RunAsync(limited, "exec tail /dev/zero", "hog");
        Assert.Equal(9, exit.Signal);
        CgroupMemoryEvents events = limited.Memory.ReadEvents();
        Assert.Equal(1UL, events.OutOfMemoryKills);
        Assert.True(events.Max > 0);
        Assert.Equal(events, limited.Memory.ReadLocalEvents());
        Assert.Equal(default, neighbour.Memory.ReadEvents());
        Assert.False(sleeper.Exited.IsCompleted);
        Assert.InRange(limited.Memory.ReadPeakBytes(), 12 * Mebibyte, 16 * Mebibyte);
        using var statistics = new CgroupStatistics(limited, CgroupStatisticsFiles.MemoryEvents);
        Assert.Equal(CgroupReading.Done, statistics.ReadMemoryEvents(out CgroupMemoryEvents read));
        Assert.Equal(events, read);
    }

    [Fact]
    public async Task All_of_a_cgroup_die_together_when_that_is_asked_for()
    {
        using CgroupV2 cgroup = Create("together", CgroupControllers.Memory);
        cgroup.Memory.WriteMax(16 * Mebibyte);
        KeepOutOfSwap(cgroup);
        cgroup.Memory.WriteOutOfMemoryGroup(true);
        SupervisedProcess sleeper = await LaunchAsync(Sleep("sleeper") with { Cgroup = cgroup });
        Assert.Equal(9, (await RunAsync(cgroup, "exec tail /dev/zero", "hog")).Signal);
        Assert.Equal(9, (await sleeper.Exited.WaitAsync(Patience)).Signal);
        Assert.Equal(1UL, cgroup.Memory.ReadEvents().OutOfMemoryGroupKills);
    }

    [Fact]
    public async Task Above_high_it_reclaims_and_nobody_is_killed()
    {
        string disk = Requires.NullDisk();
        using CgroupV2 cgroup = Create("high", CgroupControllers.Memory);
        cgroup.Memory.WriteHigh(4 * Mebibyte);
        Assert.Equal(0, (await RunAsync(cgroup, $"exec dd if={disk} of=/dev/null bs=64k count=256 2>errors", "reader")).Code);
        CgroupMemoryEvents events = cgroup.Memory.ReadEvents();
        Assert.True(events.High > 0);
        Assert.Equal(0UL, events.OutOfMemoryKills);
        Assert.True(cgroup.Memory.ReadStatistics().PagesStolen > 0);
    }

    [Fact]
    public async Task Memory_is_reclaimed_on_request()
    {
        string disk = Requires.NullDisk();
        using CgroupV2 cgroup = Create("reclaim", CgroupControllers.Memory);
        using SafeFileHandle open = File.OpenHandle(disk); // its page cache goes when the last one closes it
        await RunAsync(cgroup, $"dd if={disk} of=/dev/null bs=64k count=256 skip=1024 2>errors", "reader");
        CgroupMemoryStatistics before = cgroup.Memory.ReadStatistics();
        Assert.True(before.FileBytes > 12 * Mebibyte, $"{before.FileBytes} bytes of page cache");
        Assert.True(cgroup.Memory.Reclaim(4 * Mebibyte));
        Assert.InRange(cgroup.Memory.ReadStatistics().FileBytes!.Value, 0, before.FileBytes!.Value - 3 * Mebibyte);
        Assert.False(cgroup.Memory.Reclaim(1024 * Mebibyte));
        try
        {
            Assert.False(cgroup.Memory.Reclaim(1024 * Mebibyte, swappiness: 0));
        }
        catch (NotSupportedException missing)
        {
            Assert.Contains("6.9", missing.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task The_peak_begins_anew_where_the_kernel_can()
    {
        string disk = Requires.NullDisk();
        using CgroupV2 cgroup = Create("peak", CgroupControllers.Memory);
        using MemoryPeak peak = cgroup.Memory.OpenPeak();
        await RunAsync(cgroup, $"dd if={disk} of=/dev/null bs=64k count=256 skip=2048 2>errors", "reader");
        long high = peak.ReadBytes();
        Assert.True(high > 12 * Mebibyte, $"{high} bytes");
        _ = cgroup.Memory.Reclaim(8 * Mebibyte);
        try
        {
            peak.Reset();
        }
        catch (NotSupportedException missing)
        {
            Assert.Contains("6.12", missing.Message, StringComparison.Ordinal);
            Assert.Equal(high, peak.ReadBytes());
            return;
        }

        Assert.InRange(peak.ReadBytes(), 0, high - 4 * Mebibyte);
        Assert.Equal(high, cgroup.Memory.ReadPeakBytes());
    }

    [Fact]
    public async Task Huge_pages_are_refused_beyond_the_limit()
    {
        using CgroupV2 cgroup = Create("huge", CgroupControllers.HugeTlb);
        HugePageSize size = HugePageSize.TwoMebibytes;
        if (!cgroup.HugeTlb.GetPageSizes().Contains(size))
            Assert.Skip("needs huge pages of 2 MiB.");
        const string Pool = "/proc/sys/vm/nr_hugepages";
        string before = await File.ReadAllTextAsync(Pool);
        try
        {
            await File.WriteAllTextAsync(Pool, "8");
            if (int.Parse(await File.ReadAllTextAsync(Pool)) < 8)
                Assert.Skip("needs eight free huge pages.");
            cgroup.HugeTlb.WriteMax(size, 2 * size.Bytes);
            Assert.Equal(2 * size.Bytes, cgroup.HugeTlb.ReadMax(size).Value);
            SupervisedProcess process = await LaunchAsync(Shell(FillHugePages) with { Cgroup = cgroup });
            string refused = Path.Combine(process.StateDirectory, "refused");
            await EventuallyAsync(() => File.Exists(refused));
            using var statistics = new CgroupStatistics(cgroup, CgroupStatisticsFiles.HugeTlb);
            var pages = new CgroupHugeTlbStatistics[8];
            Assert.Equal(CgroupReading.Done, statistics.ReadHugeTlb(pages, out int count));
            CgroupHugeTlbStatistics used = pages.AsSpan(0, count).ToArray().Single(page => page.PageSizeBytes == size.Bytes);
            Assert.Equal(2 * size.Bytes, used.CurrentBytes);
            Assert.Equal(used.CurrentBytes, cgroup.HugeTlb.ReadCurrentBytes(size));
            Assert.True(used.LimitHits > 0);
            Assert.Equal(used.LimitHits, cgroup.HugeTlb.ReadLimitHits(size));
            process.Kill();
            await process.Exited.WaitAsync(Patience);
            await EventuallyAsync(() => cgroup.HugeTlb.ReadCurrentBytes(size) == 0);
            cgroup.HugeTlb.WriteReservationMax(size, size.Bytes);
            Assert.Equal(size.Bytes, cgroup.HugeTlb.ReadReservationMax(size).Value);
            Assert.Equal(0, cgroup.HugeTlb.ReadReservedBytes(size));
        }
        finally
        {
            await File.WriteAllTextAsync(Pool, before);
        }
    }

    private static void KeepOutOfSwap(CgroupV2 cgroup)
    {
        if (cgroup.Has("memory.swap.max"))
            cgroup.Memory.WriteSwapMax(0);
    }
}
