namespace VirtCore.LiveTests.Results;

/// <summary>What became of a test; of two, the greater one counts where it ran in several places.</summary>
internal enum TestOutcome
{
    Skipped,
    Passed,
    Failed,
}
