using Xunit;

namespace VirtCore.Tests.Migration;

/// <summary>Every fault at every point of a migration and of the recoveries after it, and every two of them.</summary>
public sealed class CrashTests
{
    private static readonly FaultKind[] Kinds = Enum.GetValues<FaultKind>();

    [Theory]
    [InlineData(true, false, false)]
    [InlineData(true, false, true)]
    [InlineData(true, true, false)]
    [InlineData(true, true, true)]
    [InlineData(false, false, false)]
    [InlineData(false, false, true)]
    [InlineData(false, true, false)]
    [InlineData(false, true, true)]
    public void No_fault_doubles_or_loses_the_guest_or_leaves_anything(bool wasRunning, bool targetRecoversFirst, bool slowGuard) =>
        PlayAll(wasRunning, targetRecoversFirst, slowGuard, depth: 1);

    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, false)]
    public void No_two_faults_double_or_lose_the_guest_or_leave_anything(bool wasRunning, bool targetRecoversFirst, bool slowGuard) =>
        PlayAll(wasRunning, targetRecoversFirst, slowGuard, depth: 2);

    // The race that a crash alone does not show: the other host starts the target and it dies, all between two steps of this recovery.
    [Theory]
    [InlineData("after target.Commit", false)]
    [InlineData("after target.Commit", true)]
    [InlineData("after target.Start", false)]
    [InlineData("after target.Start", true)]
    public void No_two_faults_in_the_recoveries_of_a_committed_migration_double_or_lose_the_guest(string crash, bool targetRecoversFirst) =>
        PlayAll(
            wasRunning: true, targetRecoversFirst, slowGuard: false, depth: 2,
            [FaultKind.DriverDies, FaultKind.SourceDies, FaultKind.TargetDies, FaultKind.OtherSideRecovers],
            new Fault(Scene.PointOf(crash, wasRunning: true), FaultKind.DriverDies));

    private static void PlayAll(bool wasRunning, bool targetRecoversFirst, bool slowGuard, int depth, FaultKind[]? kinds = null, params Fault[] always)
    {
        int runs = 0;
        var failures = new SortedDictionary<string, (int Runs, string Example)>(StringComparer.Ordinal);
        PlayFrom(always, depth);
        TestContext.Current.TestOutputHelper?.WriteLine($"{runs} runs");
        Assert.True(failures.Count == 0, string.Join("\n\n", failures.Select(static f => $"{f.Key}: {f.Value.Runs} runs, the first:\n{f.Value.Example}")));

        void PlayFrom(Fault[] faults, int left)
        {
            World world = Play(faults);
            if (left == 0)
                return;
            for (int point = faults.Length == 0 ? 0 : faults[^1].Point; point < world.Points; point++)
            {
                foreach (FaultKind kind in kinds ?? Kinds)
                {
                    if (world.CanStrike(point, kind))
                        PlayFrom([.. faults, new Fault(point, kind)], left - 1);
                }
            }
        }

        World Play(Fault[] faults)
        {
            World world = CrashRun.Play(wasRunning, targetRecoversFirst, slowGuard, faults);
            runs++;
            foreach (string violation in world.Violations.Distinct())
            {
                (int count, string? example) = failures.GetValueOrDefault(violation);
                failures[violation] = (count + 1, example ?? $"{string.Join(", ", faults)}\n{string.Join("\n", world.Log.Select(static line => $"{line.Point} {line.Who}: {line.What}"))}");
            }
            return world;
        }
    }
}
