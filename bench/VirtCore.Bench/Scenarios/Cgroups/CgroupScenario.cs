using VirtCore.Host;

namespace VirtCore.Bench;

/// <summary>A scenario with cgroups of its own, below one that is made for it. Where this machine lacks the controllers, it runs in the lab.</summary>
internal abstract class CgroupScenario : Scenario
{
    /// <summary>The controllers without which there is nothing to measure.</summary>
    protected abstract CgroupControllers Controllers { get; }

    /// <summary>What was promised of a figure, by its name; null for none.</summary>
    protected abstract Limit? LimitOf(string figure);

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        using CgroupV2? root = hierarchy.Mode == CgroupMode.None || hierarchy.IsReadOnly ? null : hierarchy.TryOpenDelegated() ?? hierarchy.OpenRoot();
        if (root is null || !root.Controllers.HasFlag(Controllers))
            return [.. (await LabRun.RunAsync(Name, runs, cancellationToken)).Select(figure => figure with { Limit = LimitOf(figure.Name) })];

        root.EnableControllers(Controllers);
        using CgroupV2 own = root.Create(System.IO.Path.GetFileName(scratch.Path));
        try
        {
            own.EnableControllers(Controllers);
            return await MeasureAsync(own, scratch, runs, cancellationToken);
        }
        finally
        {
            own.Kill();
            await own.RemoveAsync(CancellationToken.None);
        }
    }

    protected abstract Task<IReadOnlyList<Figure>> MeasureAsync(CgroupV2 own, Scratch scratch, int runs, CancellationToken cancellationToken);

    /// <summary>Runs ours until it gets no faster: the runtime compiles what is used much a second time, which takes its time on an emulated CPU.</summary>
    protected static async Task WarmUpAsync(Func<Task<Run>> ours, CancellationToken cancellationToken)
    {
        const int MostRuns = 60;
        const int StableRuns = 5;
        double best = double.MaxValue;
        for (int run = 0, stable = 0; run < MostRuns && stable < StableRuns; run++)
        {
            cancellationToken.ThrowIfCancellationRequested();
            double time = (await ours()).Values[0];
            stable = time < best * 0.97 ? 0 : stable + 1;
            best = Math.Min(best, time);
        }
    }
}
