using System.Globalization;

namespace VirtCore.Bench;

/// <summary>What the user asked for.</summary>
internal sealed record BenchOptions
{
    public const string Usage =
        """
        usage: eng/bench [--json] [--list] [--runs N] [NAME...]
               eng/bench --micro [ARGUMENTS OF BENCHMARKDOTNET]
        """;

    /// <summary>One JSON line a figure instead of a table.</summary>
    public bool Json { get; init; }

    /// <summary>Names the scenarios and runs none.</summary>
    public bool List { get; init; }

    /// <summary>How many runs, or null for each scenario's own number.</summary>
    public int? Runs { get; init; }

    /// <summary>The scenarios' names, in the order in which they are to run; none for all.</summary>
    public IReadOnlyList<string> Names { get; init; } = [];

    /// <exception cref="ArgumentException">They make no sense; the message is for the user.</exception>
    public static BenchOptions Parse(IReadOnlyList<string> arguments, IReadOnlyCollection<string> known)
    {
        BenchOptions options = new();
        List<string> names = [];
        for (int i = 0; i < arguments.Count; i++)
        {
            string argument = arguments[i];
            if (argument == "--json")
                options = options with { Json = true };
            else if (argument == "--list")
                options = options with { List = true };
            else if (argument == "--runs")
                options = options with { Runs = ParseRuns(++i < arguments.Count ? arguments[i] : "") };
            else if (argument.StartsWith('-'))
                throw new ArgumentException($"There is no option \"{argument}\".");
            else if (!known.Contains(argument))
                throw new ArgumentException($"There is no scenario \"{argument}\". There are: {string.Join(", ", known)}.");
            else
                names.Add(argument);
        }

        return options with { Names = names };
    }

    private static int ParseRuns(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int runs) && runs > 0
            ? runs
            : throw new ArgumentException($"--runs takes a number from 1, not \"{text}\".");
}
