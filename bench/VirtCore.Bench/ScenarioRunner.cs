namespace VirtCore.Bench;

/// <summary>Runs the scenarios that the user named, and prints.</summary>
internal static class ScenarioRunner
{
    public static async Task RunAsync(BenchOptions options, CancellationToken cancellationToken)
    {
        if (options.List)
        {
            foreach (Scenario scenario in Scenario.All)
                Console.WriteLine($"{scenario.Name,-16}{scenario.Summary}");
            return;
        }

        IEnumerable<Scenario> chosen = options.Names.Count == 0
            ? Scenario.All
            : options.Names.Select(static name => Scenario.All.Single(scenario => scenario.Name == name));
        List<Figure> figures = [];
        foreach (Scenario scenario in chosen)
        {
            int runs = options.Runs ?? scenario.DefaultRuns;
            await Console.Error.WriteLineAsync($"bench: {scenario.Name}: {scenario.Summary}; {runs} runs");
            IReadOnlyList<Figure> found = await RunAsync(scenario, runs, cancellationToken);
            figures.AddRange(found);
            if (options.Json)
            {
                foreach (Figure figure in found)
                    Console.WriteLine(FigureJson.Format(figure));
            }
        }

        if (!options.Json)
        {
            Console.WriteLine(HostFacts.Read());
            Console.WriteLine();
            Console.Write(FigureTable.Format(figures));
        }
    }

    private static async Task<IReadOnlyList<Figure>> RunAsync(Scenario scenario, int runs, CancellationToken cancellationToken)
    {
        using Scratch scratch = Scratch.Create();
        IReadOnlyList<Figure> figures = await scenario.RunAsync(scratch, runs, cancellationToken);
        scratch.ThrowIfAnythingIsLeft();
        return figures;
    }
}
