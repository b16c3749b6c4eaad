using System.Diagnostics;
using VirtCore.Host;

namespace VirtCore.Bench;

/// <summary>100 processes in one cgroup, from the call that kills them to the kernel's word that nothing lives in it. The floor writes cgroup.kill and polls cgroup.events. A C program starts them for both.</summary>
internal sealed class CgroupKillScenario : CgroupScenario
{
    private const int Processes = 100;

    public override string Name => "cgroup-kill";

    public override string Summary => $"{Processes} processes killed by their cgroup, until it is empty";

    public override int DefaultRuns => 60;

    protected override CgroupControllers Controllers => CgroupControllers.None;

    protected override Limit? LimitOf(string figure) => new(LimitedMeasure.Ratio, 1.10);

    protected override async Task<IReadOnlyList<Figure>> MeasureAsync(CgroupV2 own, Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        await using FloorProgram floor = FloorProgram.Start("cgroups");
        int made = 0;

        // A cgroup that was killed takes nobody on some kernels: a fresh one for each run.
        async Task<Run> InFreshAsync(Func<CgroupV2, Task<Run>> kill)
        {
            using CgroupV2 cgroup = own.Create($"{++made}");
            await floor.AskAsync($"fill {cgroup.FilePath("")} {Processes}", cancellationToken);
            Run run = await kill(cgroup);
            await floor.AskAsync("reap", cancellationToken);
            await cgroup.RemoveAsync(cancellationToken);
            return run;
        }

        Task<Run> Ours() => InFreshAsync(static async cgroup =>
        {
            long begin = Stopwatch.GetTimestamp();
            cgroup.Kill();
            await cgroup.WaitForEmptyAsync();
            return new Run([Stopwatch.GetElapsedTime(begin).TotalMilliseconds]);
        });
        Task<Run> Floor() => InFreshAsync(cgroup => floor.RunAsync($"kill {cgroup.FilePath("")}", cancellationToken));
        Interleaved pairs = await Interleaved.MeasureAsync(figures: 1, warmUps: 5, runs, Ours, Floor, cancellationToken);
        return [Figure.Of(Name, "ms", pairs.Figures[0], limit: LimitOf(Name))];
    }
}
