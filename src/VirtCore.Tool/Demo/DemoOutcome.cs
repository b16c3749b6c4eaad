namespace VirtCore.Tool.Demo;

/// <summary>What a run has shown.</summary>
/// <param name="Report">The figures.</param>
/// <param name="Broken">What did not hold, a clause each. Empty when everything did.</param>
internal sealed record DemoOutcome(DemoReport Report, IReadOnlyList<string> Broken);
