namespace VirtCore.LiveTests.Results;

/// <summary>Which of the tests that were selected here the lab runs: those skipped here, and those whose trait "lab" asks for it.</summary>
internal static class LabSelection
{
    /// <summary>On every kernel of the lab, also after it passed here.</summary>
    public const string Always = "always";

    /// <summary>On the newest kernel, also after it passed here.</summary>
    public const string Newest = "newest";

    /// <summary>The methods to run, full names in order.</summary>
    public static IEnumerable<string> Methods(IEnumerable<TestResult> here, string kernel) => here
        .Where(test => test.Method.Length != 0)
        .Where(test => test.Outcome == TestOutcome.Skipped || test.Lab.Contains(Always) || test.Lab.Contains(kernel))
        .Select(static test => test.Method)
        .Distinct()
        .Order(StringComparer.Ordinal);
}
