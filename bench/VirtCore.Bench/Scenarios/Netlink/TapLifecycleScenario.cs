using System.Globalization;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>
/// A tap made, given its bridge, MTU and MAC address and switched on, and gone again as its descriptor is closed: over the same calls in C, and over three processes as a script has them (<c>ip tuntap add</c>,
/// <c>ip link set</c>, <c>ip link del</c>). Each side is a process in the scenario's namespace. The kernel's deleting of a network card waits for a grace period of RCU, on every side: so what comes before it is told apart.
/// </summary>
internal sealed class TapLifecycleScenario : Scenario
{
    private const int WarmUps = 10;
    private const int TapsPerRun = 10;

    public override string Name => "tap-lifecycle";

    public override string Summary => "a tap made, configured and deleted, over raw system calls and over ip";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        using BenchNetwork network = BenchNetwork.Create();
        Link bridge = network.Route.CreateLink(new BridgeLink(), new LinkSettings { Name = "br0", IsUp = true });
        await using FloorProgram floor = network.StartFloor();
        await using FloorProgram ours = FloorProgram.Execute("nsenter", [$"--net={network.FilePath}", Environment.ProcessPath!, TapProgram.Argument]);
        string order = string.Create(CultureInfo.InvariantCulture, $"{TapsPerRun} {bridge.Index}");
        async Task<Run> Ours()
        {
            Run run = await ours.RunAsync(order, cancellationToken);
            return new Run([run.Values[0], run.Values[1]], (long)run.Values[2]);
        }

        Interleaved overC = await Interleaved.MeasureAsync(figures: 2, WarmUps, runs, Ours, () => floor.RunAsync($"tap {order}", cancellationToken), cancellationToken);
        Interleaved overIp = await Interleaved.MeasureAsync(figures: 2, warmUps: 1, Math.Max(3, runs / 4), Ours, () => floor.RunAsync($"iptap {order}", cancellationToken), cancellationToken);
        return
        [
            Figure.Of(Name, "us", overC.Figures[0], overC.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.2)),
            Figure.Of($"{Name}-set-up", "us", overC.Figures[1], overC.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.2)),
            Figure.Of($"{Name}-ip", "us", overIp.Figures[0], overIp.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 0.2)) with { Floor = "ip" },
            Figure.Of($"{Name}-set-up-ip", "us", overIp.Figures[1], overIp.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 0.2)) with { Floor = "ip" },
        ];
    }
}
