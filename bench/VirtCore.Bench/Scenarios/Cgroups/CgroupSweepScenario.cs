using System.Diagnostics;
using System.Globalization;
using VirtCore.Host;

namespace VirtCore.Bench;

/// <summary>
/// cpu.stat, memory.stat, memory.current, io.stat, pids.current and the pressure on the first three of 1,000 cgroups, one after another, read into structs. The floor does the same preads
/// of files that it keeps open and parses as ours does. The second figure opens our reader anew each time, as most tools do, over that same floor.
/// </summary>
internal sealed class CgroupSweepScenario : CgroupScenario
{
    private const int Groups = 1000;
    private const string Disk = "/dev/nullb0";

    private readonly CgroupIoStatistics[] _disks = new CgroupIoStatistics[16];

    public override string Name => "cgroup-sweep";

    public override string Summary => $"what {Groups} cgroups use and wait for, read from kept files, over the same preads and parsing in C";

    public override int DefaultRuns => 20;

    protected override CgroupControllers Controllers => CgroupControllers.Cpu | CgroupControllers.Memory | CgroupControllers.Io | CgroupControllers.Pids;

    protected override Limit? LimitOf(string figure) => figure == Name ? new Limit(LimitedMeasure.Ratio, 1.10) : null;

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(CgroupV2 own, Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        var groups = new List<CgroupV2>(Groups);
        var readers = new List<CgroupStatistics>(Groups);
        await using FloorProgram floor = FloorProgram.Start("cgroups");
        try
        {
            for (int i = 0; i < Groups; i++)
            {
                groups.Add(own.Create(i.ToString(CultureInfo.InvariantCulture)));
                if (File.Exists(Disk))
                    await floor.AskAsync($"touch {groups[i].FilePath("")} {Disk}", cancellationToken);
                readers.Add(new CgroupStatistics(groups[i]));
            }

            await floor.AskAsync($"open {own.FilePath("")} {Groups}", cancellationToken);
            Task<Run> ReadKept() => Task.FromResult(Measure(() => Sweep(readers)));
            Task<Run> ReadAnew() => Task.FromResult(Measure(() => SweepAnew(groups)));
            async Task<Run> Floor() => new([(await floor.RunAsync("sweep", cancellationToken)).Values[0] * 1000 / Groups]);

            await WarmUpAsync(ReadKept, cancellationToken);
            Interleaved kept = await Interleaved.MeasureAsync(figures: 1, warmUps: 2, runs, ReadKept, Floor, cancellationToken);
            await WarmUpAsync(ReadAnew, cancellationToken);
            Interleaved anew = await Interleaved.MeasureAsync(figures: 1, warmUps: 1, Math.Max(3, runs / 2), ReadAnew, Floor, cancellationToken);
            return
            [
                Figure.Of(Name, "us", kept.Figures[0], kept.AllocatedBytes, LimitOf(Name)),
                Figure.Of($"{Name}-anew", "us", anew.Figures[0], anew.AllocatedBytes),
            ];
        }
        finally
        {
            readers.ForEach(static reader => reader.Dispose());
            groups.ForEach(static group => group.Dispose());
        }
    }

    // Per cgroup; the bytes are those of the whole sweep.
    private static Run Measure(Action sweep)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        sweep();
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return new Run([time.TotalMicroseconds / Groups], allocated);
    }

    private void Sweep(List<CgroupStatistics> readers)
    {
        foreach (CgroupStatistics reader in readers)
            Read(reader);
    }

    private void SweepAnew(List<CgroupV2> groups)
    {
        foreach (CgroupV2 group in groups)
        {
            using var reader = new CgroupStatistics(group);
            Read(reader);
        }
    }

    private void Read(CgroupStatistics reader)
    {
        bool done = reader.ReadCpu(out CgroupCpuStatistics cpu) == CgroupReading.Done
            & reader.ReadMemory(out CgroupMemoryStatistics memory) == CgroupReading.Done
            & reader.ReadMemoryCurrent(out _) == CgroupReading.Done
            & reader.ReadIo(_disks, out _) == CgroupReading.Done
            & reader.ReadPidsCurrent(out _) == CgroupReading.Done
            & reader.ReadCpuPressure(out _) == CgroupReading.Done
            & reader.ReadMemoryPressure(out _) == CgroupReading.Done
            & reader.ReadIoPressure(out _) == CgroupReading.Done;
        if (!done || cpu.Usage is null || memory.AnonBytes is null)
            throw new InvalidOperationException("A reading was not there.");
    }
}
