using System.Globalization;
using VirtCore.Host;

namespace VirtCore.Bench;

/// <summary>
/// The private memory of each guard (Private_Clean and Private_Dirty of its smaps_rollup: what goes back to the machine with it) while 50
/// guarded processes run. Each of those is a small static C program that does nothing. There is no floor: without guards there is nothing.
/// </summary>
internal sealed class GuardMemoryScenario : Scenario
{
    private const int Guards = 50;

    public override string Name => "guard-memory";

    public override string Summary => $"the private memory of each guard with {Guards} running, and of the largest of them";

    public override int DefaultRuns => 3;

    public override async Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken)
    {
        Samples all = new();
        Samples largest = new();
        for (int run = 0; run < runs; run++)
        {
            Samples guards = await MeasureAsync(scratch.MakeDirectory($"run-{run}"), cancellationToken);
            for (int i = 0; i < guards.Count; i++)
                all.Add(guards[i]);
            largest.Add(guards.Maximum);
        }

        var limit = new Limit(LimitedMeasure.Median, 100);
        return [Figure.Of(Name, "KiB", all, limit), Figure.Of($"{Name}-max", "KiB", largest, limit)];
    }

    private static async Task<Samples> MeasureAsync(string directory, CancellationToken cancellationToken)
    {
        List<SupervisedProcess> processes = [];
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync(cancellationToken: cancellationToken);
        try
        {
            for (int i = 0; i < Guards; i++)
            {
                string state = Directory.CreateDirectory(Path.Combine(directory, i.ToString(CultureInfo.InvariantCulture))).FullName;
                processes.Add(await launcher.LaunchAsync(
                    new LaunchRequest { FileName = FloorProgram.PathOf("idle"), StateDirectory = state }, cancellationToken));
            }

            return new Samples(processes.Select(static process => ReadPrivateKibibytes(process.GuardId)));
        }
        finally
        {
            foreach (SupervisedProcess process in processes)
                await process.DisposeAsync();
        }
    }

    private static double ReadPrivateKibibytes(int processId) =>
        File.ReadLines($"/proc/{processId.ToString(CultureInfo.InvariantCulture)}/smaps_rollup")
            .Where(static line => line.StartsWith("Private_Clean:", StringComparison.Ordinal) || line.StartsWith("Private_Dirty:", StringComparison.Ordinal))
            .Sum(static line => double.Parse(line.AsSpan(line.IndexOf(':') + 1).TrimEnd("kB ").Trim(), CultureInfo.InvariantCulture));
}
