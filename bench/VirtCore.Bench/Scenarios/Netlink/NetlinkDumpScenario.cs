using System.Diagnostics;
using System.Globalization;
using VirtCore.Netlink;

namespace VirtCore.Bench;

/// <summary>
/// All links of a namespace with what they have carried, each one's name, index, flags, MTU, address and 64-bit statistics read: over the same dump in C, and over <c>ip -s -j link</c> as a process whose
/// output is read to its end, and over vishvananda/netlink in Go where that is there. The bytes are those of a whole dump.
/// </summary>
internal sealed class NetlinkDumpScenario : Scenario
{
    private const int WarmUps = 3;
    private static readonly int[] s_pairs = [500, 2500];
    private static readonly GoPeer s_peer = new("vishvananda/netlink", "vishvananda.go", "github.com/vishvananda/netlink");

    public override string Name => "netlink-dump";

    public override string Summary => "1,000 and 5,000 links with statistics, over the same dump in C and over ip";

    public override int DefaultRuns => 40;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        var figures = new List<Figure>();
        string? missing = await s_peer.BuildAsync(scratch, cancellationToken);
        foreach (int pairs in s_pairs)
        {
            using BenchNetwork network = BenchNetwork.Create();
            network.MakePairs(pairs);
            int links = (2 * pairs) + 1; // and the loopback
            await using FloorProgram floor = network.StartFloor();
            Task<Run> Ours() => Task.FromResult(Dump(network.Route, links));
            Task<Run> Floor(string kind) => floor.RunAsync(string.Create(CultureInfo.InvariantCulture, $"{kind} {links}"), cancellationToken);
            string name = string.Create(CultureInfo.InvariantCulture, $"{Name}-{2 * pairs}");
            WarmUp.For(() => Dump(network.Route, links));
            Interleaved overC = await Interleaved.MeasureAsync(figures: 1, WarmUps, runs, Ours, () => Floor("dump"), cancellationToken);
            Interleaved overIp = await Interleaved.MeasureAsync(figures: 1, warmUps: 1, Math.Max(3, runs / 4), Ours, () => Floor("ip"), cancellationToken);
            figures.Add(Figure.Of(name, "us", overC.Figures[0], overC.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1.15)));
            figures.Add(Figure.Of($"{name}-ip", "us", overIp.Figures[0], overIp.AllocatedBytes, new Limit(LimitedMeasure.Ratio, 1)) with { Floor = "ip" });
            if (missing is not null)
            {
                figures.Add(Figure.Of($"{name}-go", "us", overC.Figures[0].Ours) with { Floor = $"{s_peer.Name}: skipped, {missing}" });
                continue;
            }

            await using FloorProgram peer = s_peer.Start(scratch, network.FilePath);
            Interleaved overPeer = await Interleaved.MeasureAsync(figures: 1, warmUps: 3, Math.Max(3, runs / 2), Ours, () => peer.RunAsync(cancellationToken), cancellationToken);
            figures.Add(Figure.Of($"{name}-go", "us", overPeer.Figures[0], overPeer.AllocatedBytes) with { Floor = s_peer.Name });
        }

        return figures;
    }

    private static Run Dump(Rtnetlink route, int links)
    {
        long allocated = GC.GetAllocatedBytesForCurrentThread();
        long begin = Stopwatch.GetTimestamp();
        ulong sum = 0;
        int found = 0;
        LinkDump dump = route.ReadLinks();
        foreach (ref readonly LinkReader link in dump)
        {
            sum += LinkSum.Of(link);
            found++;
        }

        TimeSpan time = Stopwatch.GetElapsedTime(begin);
        allocated = GC.GetAllocatedBytesForCurrentThread() - allocated;
        return found == links && sum != 0 && !dump.WasInterrupted
            ? new Run([time.TotalMicroseconds], allocated)
            : throw new InvalidOperationException($"{found} of {links} links were there.");
    }
}
