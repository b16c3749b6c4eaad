using VirtCore.Migration;
using VirtCore.Tool.Demo;
using Xunit;

namespace VirtCore.Tests.Tool;

public sealed class MigrationPictureTests
{
    [Fact]
    public void Phases_are_timed_as_they_are_reported()
    {
        var picture = new MigrationPicture("a migration");
        picture.Add(At(MigrationPhase.Begin, 0));
        picture.Add(At(MigrationPhase.Prepare, 5));
        picture.Add(At(MigrationPhase.Perform, 45) with { TotalBytes = 100, RemainingBytes = 25 });
        picture.Add(At(MigrationPhase.Perform, 145) with { TotalBytes = 100, RemainingBytes = 10 });
        Assert.Equal(5, picture.Milliseconds(MigrationPhase.Begin));
        Assert.Equal(40, picture.Milliseconds(MigrationPhase.Prepare));
        Assert.Equal(100, picture.Milliseconds(MigrationPhase.Perform));
        Assert.Null(picture.Milliseconds(MigrationPhase.Finish));
        Assert.True(picture.IsDone(MigrationPhase.Prepare));
        Assert.True(picture.IsCurrent(MigrationPhase.Perform));
        Assert.Equal(0.9, picture.Fraction, 5);
    }

    [Fact]
    public void The_final_figures_replace_what_was_seen()
    {
        var picture = new MigrationPicture("a migration");
        picture.Add(At(MigrationPhase.Begin, 0));
        picture.Times = new PhasesReport(1, 2, 3, 4, 5);
        Assert.Equal(3, picture.Milliseconds(MigrationPhase.Perform));
        Assert.All(Enum.GetValues<MigrationPhase>(), phase => Assert.True(picture.IsDone(phase)));
        Assert.Equal(1, picture.Fraction);
    }

    private static MigrationProgress At(MigrationPhase phase, double milliseconds) =>
        new() { Phase = phase, Elapsed = TimeSpan.FromMilliseconds(milliseconds) };
}
