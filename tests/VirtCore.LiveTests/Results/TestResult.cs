namespace VirtCore.LiveTests.Results;

/// <summary>One test of a result file.</summary>
/// <param name="Name">Its name, with its arguments.</param>
/// <param name="Method">The method's full name, as xunit's <c>-method</c> takes it; empty for an error outside of every test.</param>
/// <param name="Outcome">What became of it.</param>
/// <param name="Reason">Why it was skipped; empty for others.</param>
/// <param name="Lab">The values of its trait "lab".</param>
/// <param name="Unsteady">It failed, and passed when it was run again with nothing beside it.</param>
internal sealed record TestResult(string Name, string Method, TestOutcome Outcome, string Reason, IReadOnlyList<string> Lab, bool Unsteady = false);
