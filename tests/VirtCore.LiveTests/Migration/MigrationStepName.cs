namespace VirtCore.LiveTests.Migration;

/// <summary>The moments of a migration at which something can die: before and after each call that the engine makes of its ports.</summary>
internal static class MigrationStepName
{
    /// <summary>
    /// The calls of a migration that succeeds, in order. Together run the first two records, Performing and Prepare, Performed and
    /// WaitForIncoming, Confirmed and Discard.
    /// </summary>
    public static readonly IReadOnlyList<string> Calls =
    [
        "source.Begin", "source.Write Begin", "target.Write Prepared", "source.Write Performing", "target.Prepare", "source.Perform",
        "source.Write Performed", "target.WaitForIncoming", "target.Commit", "target.Write Starting", "target.Start", "source.Write Confirmed",
        "source.Discard", "target.Remove", "source.Remove",
    ];

    public static readonly IReadOnlyList<string> All = [.. Calls.SelectMany(static call => (string[])[Before(call), After(call)])];

    public static string Before(string call) => $"before {call}";

    public static string After(string call) => $"after {call}";

    /// <summary>Whether one moment comes at or after another.</summary>
    public static bool IsFrom(string step, string first) => IndexOf(step) >= IndexOf(first);

    private static int IndexOf(string step)
    {
        int index = All.ToList().IndexOf(step);
        return index >= 0 ? index : throw new ArgumentException($"There is no step \"{step}\".", nameof(step));
    }
}
