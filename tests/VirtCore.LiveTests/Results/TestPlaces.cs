namespace VirtCore.LiveTests.Results;

/// <summary>The results of several places, joined by the tests' names.</summary>
internal sealed class TestPlaces
{
    private readonly SortedDictionary<string, List<(string Place, TestResult Result)>> _tests = new(StringComparer.Ordinal);

    public void Add(string place, IEnumerable<TestResult> results)
    {
        foreach (TestResult result in results)
        {
            if (!_tests.TryGetValue(result.Name, out List<(string, TestResult)>? places))
                _tests.Add(result.Name, places = []);
            places.Add((place, result));
        }
    }

    /// <summary>How many tests failed somewhere; of the others, how many passed somewhere; and how many ran nowhere.</summary>
    public (int Passed, int Failed, int Skipped) Count()
    {
        List<TestOutcome> outcomes = [.. _tests.Values.Select(static places => places.Max(static place => place.Result.Outcome))];
        return (outcomes.Count(static o => o == TestOutcome.Passed), outcomes.Count(static o => o == TestOutcome.Failed), outcomes.Count(static o => o == TestOutcome.Skipped));
    }

    /// <summary>A line a test: where it ran and its name; then those that ran nowhere, with every place's reason.</summary>
    public IEnumerable<string> Lines()
    {
        var ran = _tests
            .Select(static test => (test.Key, Where: string.Join(", ", test.Value.Where(static p => p.Result.Outcome != TestOutcome.Skipped).Select(Where).Distinct())))
            .ToLookup(static test => test.Where.Length != 0);
        int width = ran[true].Select(static test => test.Where.Length).DefaultIfEmpty().Max();
        foreach ((string name, string where) in ran[true].OrderBy(static test => test.Where, StringComparer.Ordinal))
            yield return $"{where.PadRight(width)}  {name}";
        foreach ((string name, _) in ran[false])
        {
            yield return $"nowhere: {name}";
            foreach ((string place, TestResult result) in _tests[name])
                yield return $"  {place}: {result.Reason}";
        }
    }

    private static string Where((string Place, TestResult Result) at) => at.Result switch
    {
        { Outcome: TestOutcome.Failed } => $"{at.Place} FAILED",
        { Unsteady: true } => $"{at.Place} UNSTEADY",
        _ => at.Place,
    };
}
