namespace VirtCore.LiveTests.Results;

/// <summary>Which of the tests that were selected here the lab runs: those skipped here, and those whose trait "lab" asks for it.</summary>
internal static class LabSelection
{
    /// <summary>On every kernel of the lab, also after it passed here.</summary>
    public const string Always = "always";

    /// <summary>On the newest kernel, also after it passed here.</summary>
    public const string Newest = "newest";

    /// <summary>In the lab that runs systemd, and in no other.</summary>
    public const string Systemd = "systemd";

    /// <summary>How many failed methods of one place are run again.</summary>
    public const int MostAgain = 3;

    /// <summary>The methods to run, full names in order.</summary>
    /// <param name="here">What became of the tests on this machine.</param>
    /// <param name="lab">Which lab: the oldest or newest kernel, or systemd.</param>
    public static IEnumerable<string> Methods(IEnumerable<TestResult> here, string lab) => here
        .Where(test => test.Method.Length != 0)
        .Where(test => test.Lab.Contains(Systemd) == (lab == Systemd))
        .Where(test => test.Outcome == TestOutcome.Skipped || test.Lab.Contains(Always) || test.Lab.Contains(lab))
        .Select(static test => test.Method)
        .Distinct()
        .Order(StringComparer.Ordinal);

    /// <summary>The methods that are run again: up to <see cref="MostAgain"/> that failed. More of them, or an error outside of every test, are no chance.</summary>
    public static IReadOnlyCollection<string> Again(IEnumerable<TestResult> results)
    {
        SortedSet<string> failed = new(results.Where(static test => test.Outcome == TestOutcome.Failed).Select(static test => test.Method), StringComparer.Ordinal);
        return failed.Count > MostAgain || failed.Contains("") ? [] : failed;
    }
}
