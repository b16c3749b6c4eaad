using System.Text;
using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Tests.Qmp;
using VirtCore.Tests.Recorded;
using Xunit;

namespace VirtCore.Tests.Cgroups;

/// <summary>The reader, over a directory with recorded files in place of a cgroup.</summary>
[Collection(MeasuredAlone.Name)]
public sealed class CgroupStatisticsTests : IDisposable
{
    private const int Readings = 2000;

    private readonly string _directory = Directory.CreateTempSubdirectory("virtcore-tests-").FullName;
    private readonly CgroupIoStatistics[] _disks = new CgroupIoStatistics[8];
    private readonly CgroupMiscStatistics[] _resources = new CgroupMiscStatistics[8];
    private readonly CgroupRdmaStatistics[] _devices = new CgroupRdmaStatistics[8];

    // A cgroup that lives has this file.
    public CgroupStatisticsTests() => Put("cgroup.controllers", "");

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Theory]
    [InlineData("linux-6.1")]
    [InlineData("linux-7.3")]
    public void All_readings_allocate_nothing(string kernel)
    {
        PutAll(kernel);
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.All);
        for (int i = 0; i < Readings; i++)
            ReadAll(statistics);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < Readings; i++)
            ReadAll(statistics);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void What_is_not_there_is_missing()
    {
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.All);
        Assert.Equal(CgroupStatisticsFiles.None, statistics.Files);
        Assert.Equal(CgroupReading.Missing, statistics.ReadCpu(out CgroupCpuStatistics cpu));
        Assert.Null(cpu.Usage);
        Assert.Equal(CgroupReading.Missing, statistics.ReadIo(_disks, out int count));
        Assert.Equal(CgroupReading.Missing, statistics.ReadIrqPressure(out _));
        Assert.Equal(CgroupReading.Missing, statistics.ReadHugeTlb([], out _));
        Assert.Equal(0, count);
    }

    [Fact]
    public void Only_what_was_asked_for_is_opened()
    {
        PutAll("linux-7.3");
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.Cpu | CgroupStatisticsFiles.PidsCurrent | CgroupStatisticsFiles.IrqPressure);
        Assert.Equal(CgroupStatisticsFiles.Cpu | CgroupStatisticsFiles.PidsCurrent, statistics.Files);
        Assert.Equal(CgroupReading.Done, statistics.ReadCpu(out _));
        Assert.Equal(CgroupReading.Missing, statistics.ReadMemory(out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Open((CgroupStatisticsFiles)(1 << 30)));
    }

    [Fact]
    public void A_file_longer_than_the_buffer_is_read_whole()
    {
        const int Disks = 3000;
        var text = new StringBuilder();
        for (int i = 0; i < Disks; i++)
            text.Append($"8:{i} rbytes={i} wbytes=0 rios=0 wios=0 dbytes=0 dios=0\n");
        Put("io.stat", text.ToString());
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.Io);
        Assert.Equal(CgroupReading.Done, statistics.ReadIo(_disks, out int count));
        Assert.Equal(Disks, count);
        Assert.Equal(7, _disks[7].ReadBytes);
        var all = new CgroupIoStatistics[Disks];
        Assert.Equal(CgroupReading.Done, statistics.ReadIo(all, out count));
        Assert.Equal(Disks - 1, all[^1].ReadBytes);
    }

    [Fact]
    public void A_file_without_an_end_is_refused()
    {
        using (FileStream endless = File.Create(Path.Combine(_directory, "memory.stat")))
            endless.SetLength(1L << 40);
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.Memory);
        Assert.Throws<InvalidDataException>(() => statistics.ReadMemory(out _));
    }

    [Fact]
    public void What_no_kernel_writes_is_named()
    {
        Put("memory.current", "many\n");
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.MemoryCurrent);
        var refused = Assert.Throws<InvalidDataException>(() => statistics.ReadMemoryCurrent(out _));
        Assert.Contains("memory.current", refused.Message, StringComparison.Ordinal);
        Assert.Contains("many", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Each_reading_is_of_now()
    {
        Put("pids.current", "3\n");
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.PidsCurrent);
        Assert.Equal(CgroupReading.Done, statistics.ReadPidsCurrent(out long tasks));
        Assert.Equal(3, tasks);
        Put("pids.current", "12\n");
        Assert.Equal(CgroupReading.Done, statistics.ReadPidsCurrent(out tasks));
        Assert.Equal(12, tasks);
        statistics.Dispose();
        Assert.Throws<ObjectDisposedException>(() => statistics.ReadPidsCurrent(out _));
    }

    [Fact]
    public void Resources_and_their_events_are_read_together()
    {
        PutAll("linux-7.3");
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.All);
        Assert.Equal(CgroupReading.Done, statistics.ReadMisc(_resources, out int count));
        Assert.Equal((2, "sev", 3, 7), (count, _resources[0].Resource, _resources[0].Current, _resources[0].LimitHits));
        Assert.Equal(("sev_es", 0, 0), (_resources[1].Resource, _resources[1].Current, _resources[1].LimitHits));
        Assert.Equal(CgroupReading.Done, statistics.ReadMisc(_resources.AsSpan(0, 1), out count));
        Assert.Equal(2, count);
        Assert.Equal(CgroupReading.Done, statistics.ReadRdma(_devices, out count));
        Assert.Equal((2, "ocrdma1", 1, 23), (count, _devices[1].Device, _devices[1].Handles, _devices[1].Objects));
    }

    [Fact]
    public void Many_threads_read_one_cgroup()
    {
        PutAll("linux-7.3");
        using CgroupStatistics statistics = Open(CgroupStatisticsFiles.All);
        Assert.Equal(CgroupReading.Done, statistics.ReadMemory(out CgroupMemoryStatistics alone));
        long expected = alone.SlabUnreclaimableBytes!.Value;
        Assert.True(expected > 0);
        Parallel.For(0, 8, _ =>
        {
            for (int i = 0; i < 500; i++)
            {
                Assert.Equal(CgroupReading.Done, statistics.ReadMemory(out CgroupMemoryStatistics memory));
                Assert.Equal(expected, memory.SlabUnreclaimableBytes);
                Assert.Equal(CgroupReading.Done, statistics.ReadPidsPeak(out long tasks));
                Assert.Equal(12, tasks);
            }
        });
    }

    private void ReadAll(CgroupStatistics statistics)
    {
        bool done = statistics.ReadCpu(out _) == CgroupReading.Done
            & statistics.ReadCpuPressure(out _) == CgroupReading.Done
            & statistics.ReadMemoryCurrent(out _) == CgroupReading.Done
            & statistics.ReadMemory(out _) == CgroupReading.Done
            & statistics.ReadMemoryEvents(out _) == CgroupReading.Done
            & statistics.ReadMemoryPeak(out _) == CgroupReading.Done
            & statistics.ReadMemoryPressure(out _) == CgroupReading.Done
            & statistics.ReadSwapCurrent(out _) == CgroupReading.Done
            & statistics.ReadSwapEvents(out _) == CgroupReading.Done
            & statistics.ReadIo(_disks, out _) == CgroupReading.Done
            & statistics.ReadIoPressure(out _) == CgroupReading.Done
            & statistics.ReadPidsCurrent(out _) == CgroupReading.Done
            & statistics.ReadPidsPeak(out _) == CgroupReading.Done
            & statistics.ReadPidsEvents(out _) == CgroupReading.Done
            & statistics.ReadMisc(_resources, out _) == CgroupReading.Done
            & statistics.ReadRdma(_devices, out _) == CgroupReading.Done;
        _ = statistics.ReadZswapCurrent(out _);
        _ = statistics.ReadIrqPressure(out _);
        if (!done)
            throw new InvalidOperationException("A file was missing.");
    }

    private CgroupStatistics Open(CgroupStatisticsFiles files)
    {
        using var cgroup = new CgroupV2(DirectoryFile.OpenDirectory(_directory), _directory, "/");
        return new CgroupStatistics(cgroup, files);
    }

    private void PutAll(string kernel)
    {
        foreach ((string path, byte[] text) in RecordedCgroups.Load(kernel))
        {
            if (Path.GetDirectoryName(path) == "/vm/qemu")
                Put(Path.GetFileName(path), Encoding.UTF8.GetString(text));
        }

        Put("misc.current", "sev 3\nsev_es 0\n");
        Put("misc.events", "sev.max 7\nsev_es.max 0\n");
        Put("rdma.current", "mlx4_0 hca_handle=1 hca_object=20\nocrdma1 hca_handle=1 hca_object=23\n");
    }

    private void Put(string file, string text) => File.WriteAllText(Path.Combine(_directory, file), text);
}
