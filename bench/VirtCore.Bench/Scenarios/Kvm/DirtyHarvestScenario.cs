using System.Diagnostics;
using System.Globalization;
using VirtCore.Kvm;

namespace VirtCore.Bench;

/// <summary>
/// The dirty bitmap of a 64 GiB guest (2 MiB, see <see cref="DirtyGuest"/>) as ranges in the caller's buffer of 4096, refilled until all are found. The floor is the loop over the words with ctz. Both must find the same.
/// </summary>
internal sealed class DirtyHarvestScenario : Scenario
{
    private const int WarmUps = 5;
    private const int HarvestsPerRun = 20;
    private const int BufferRanges = 4096;
    private const double BytesPerMicrosecond = 5e9 / 1e6;

    private readonly GuestPageRange[] _buffer = new GuestPageRange[BufferRanges];

    public override string Name => "dirty-harvest";

    public override string Summary => "the dirty bitmap of a 64 GiB guest as ranges, beside a loop over the words";

    public override int DefaultRuns => 30;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        await using FloorProgram floor = FloorProgram.Start("dirty");
        var figures = new List<Figure>();
        foreach ((string kind, uint percent) in ((string, uint)[])[("clustered", 1), ("clustered", 10), ("clustered", 50), ("scattered", 1), ("scattered", 10)])
            figures.Add(await MeasureAsync(kind, percent));
        return figures;

        async Task<Figure> MeasureAsync(string kind, uint percent)
        {
            bool clustered = kind == "clustered";
            ulong[] bitmap = DirtyGuest.Make(clustered, percent);
            (long ranges, long pages) = Found(bitmap);
            string order = string.Create(CultureInfo.InvariantCulture, $"{kind} {percent} {HarvestsPerRun}");
            Interleaved pairs = await Interleaved.MeasureAsync(figures: 1, WarmUps, runs, () => Task.FromResult(Measure(bitmap, ranges)), FloorAsync, cancellationToken);
            Limit limit = clustered ? new(LimitedMeasure.Median, DirtyGuest.Words * sizeof(ulong) / BytesPerMicrosecond) : new(LimitedMeasure.Ratio, 1);
            return Figure.Of(string.Create(CultureInfo.InvariantCulture, $"{Name}-{kind}-{percent}%"), "us", pairs.Figures[0], pairs.AllocatedBytes, limit);

            async Task<Run> FloorAsync()
            {
                Run run = await floor.RunAsync(order, cancellationToken);
                return run.Values[1] == ranges && run.Values[2] == pages ? run : throw new InvalidOperationException("The floor has another bitmap, or one of the two is wrong.");
            }
        }
    }

    private Run Measure(ulong[] bitmap, long expected)
    {
        long found = 0;
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        for (int i = 0; i < HarvestsPerRun; i++)
            found += Harvest(bitmap);
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return found == expected * HarvestsPerRun
            ? new Run([time.TotalMicroseconds / HarvestsPerRun], allocated / HarvestsPerRun)
            : throw new InvalidOperationException("Ranges were lost.");
    }

    private long Harvest(ulong[] bitmap)
    {
        var ranges = new DirtyRanges(bitmap);
        long found = 0;
        int count;
        do
        {
            count = ranges.Fill(_buffer);
            found += count;
        }
        while (count == BufferRanges);

        return found;
    }

    private static (long Ranges, long Pages) Found(ulong[] bitmap)
    {
        (long ranges, long pages) = (0, 0);
        foreach (GuestPageRange range in new DirtyRanges(bitmap))
            (ranges, pages) = (ranges + 1, pages + (long)range.Count);
        return (ranges, pages);
    }
}
