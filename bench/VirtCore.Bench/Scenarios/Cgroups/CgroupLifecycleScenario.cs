using System.Diagnostics;
using VirtCore.Host;

namespace VirtCore.Bench;

/// <summary>
/// A cgroup made, controllers enabled in it, a leaf made below it, a small program started in the leaf, killed by the cgroup, and both cgroups removed. The floor starts the program by a bare
/// clone3 and exec; ours is started by the guard, and nothing of it could be left behind. The second figure leaves the starts out on both sides.
/// </summary>
internal sealed class CgroupLifecycleScenario : CgroupScenario
{
    public override string Name => "cgroup-lifecycle";

    public override string Summary => "a cgroup made, filled by one guarded process, killed and removed, over the same in C without a guard";

    public override int DefaultRuns => 40;

    protected override CgroupControllers Controllers => CgroupControllers.Cpu | CgroupControllers.Memory | CgroupControllers.Io | CgroupControllers.Pids;

    protected override Limit? LimitOf(string figure) => new(LimitedMeasure.Ratio, 1.10);

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(CgroupV2 own, Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync(cancellationToken: cancellationToken);
        await using FloorProgram floor = FloorProgram.Start("cgroups");
        string program = FloorProgram.PathOf("idle");
        int made = 0;
        Task<Run> Ours() => RunAsync(own, launcher, program, scratch.MakeDirectory($"state-{++made}"));
        Task<Run> Floor() => floor.RunAsync($"lifecycle {own.FilePath("")} floor-{++made} {program}", cancellationToken);
        await WarmUpAsync(Ours, cancellationToken);
        Interleaved pairs = await Interleaved.MeasureAsync(figures: 2, warmUps: 2, runs, Ours, Floor, cancellationToken);
        return [Figure.Of(Name, "ms", pairs.Figures[0], limit: LimitOf(Name)), Figure.Of($"{Name}-rest", "ms", pairs.Figures[1], limit: LimitOf($"{Name}-rest"))];
    }

    private async Task<Run> RunAsync(CgroupV2 own, ProcessLauncher launcher, string program, string state)
    {
        long begin = Stopwatch.GetTimestamp();
        using CgroupV2 group = own.Create(System.IO.Path.GetFileName(state));
        group.EnableControllers(Controllers);
        using CgroupV2 leaf = group.Create("leaf");
        long start = Stopwatch.GetTimestamp();
        SupervisedProcess process = await launcher.LaunchAsync(new LaunchRequest { FileName = program, StateDirectory = state, Cgroup = leaf });
        TimeSpan starting = Stopwatch.GetElapsedTime(start);
        leaf.Kill();
        await leaf.WaitForEmptyAsync();
        await process.Exited;
        await group.RemoveAsync();
        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        await process.DisposeAsync();
        return new Run([time.TotalMilliseconds, (time - starting).TotalMilliseconds]);
    }
}
