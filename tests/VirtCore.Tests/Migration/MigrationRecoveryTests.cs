using VirtCore.Migration;
using Xunit;

namespace VirtCore.Tests.Migration;

public sealed class MigrationRecoveryTests
{
    [Theory]
    [InlineData("after source.Write(Begin)", MigrationOutcome.Forgotten)]
    [InlineData("after source.Write(Performing)", MigrationOutcome.SourceRestored)]
    [InlineData("streaming", MigrationOutcome.SourceRestored)]
    [InlineData("after source.Write(Performed)", MigrationOutcome.SourceRestored)]
    [InlineData("target.Commit", MigrationOutcome.SourceRestored)]
    [InlineData("after target.Commit", MigrationOutcome.SourceDiscarded)]
    [InlineData("after target.Write(Starting)", MigrationOutcome.SourceDiscarded)]
    [InlineData("after target.Start", MigrationOutcome.SourceDiscarded)]
    [InlineData("after source.Write(Confirmed)", MigrationOutcome.SourceDiscarded)]
    [InlineData("after target.RemoveRecord", MigrationOutcome.SourceDiscarded)]
    public void The_point_of_the_crash_decides_what_becomes_of_the_source(string call, MigrationOutcome outcome)
    {
        foreach (bool wasRunning in (ReadOnlySpan<bool>)[true, false])
        {
            Scene scene = new Scene(wasRunning, (call, FaultKind.DriverDies)).Crash();
            MigrationResolution resolution = scene.RecoverSource();
            Assert.Equal((outcome, MigrationSide.Source, "guest"), (resolution.Outcome, resolution.Side, resolution.DomainName));
            Assert.Null(scene.World.SourceRecord);
            bool moved = outcome == MigrationOutcome.SourceDiscarded;
            Assert.Equal(scene.Before, moved ? scene.World.Target : scene.World.Source);
            Assert.Equal((!moved, moved), (scene.World.SourceAlive, scene.World.TargetAlive));
        }
    }

    [Theory]
    [InlineData("after target.Write(Prepared)", MigrationOutcome.TargetAborted)]
    [InlineData("after target.Prepare", MigrationOutcome.TargetAborted)]
    [InlineData("target.Commit", MigrationOutcome.TargetAborted)]
    [InlineData("after target.Commit", MigrationOutcome.TargetStarted)]
    [InlineData("after target.Write(Starting)", MigrationOutcome.TargetStarted)]
    [InlineData("after target.Start", MigrationOutcome.TargetStarted)]
    public void The_point_of_the_crash_decides_what_becomes_of_the_target(string call, MigrationOutcome outcome)
    {
        Scene scene = new Scene(wasRunning: true, (call, FaultKind.DriverDies)).Crash();
        Assert.Equal(outcome, scene.RecoverTarget().Outcome);
        bool started = outcome == MigrationOutcome.TargetStarted;
        Assert.Equal(started ? MigrationStep.Started : null, scene.World.TargetRecord?.Step);
        Assert.Equal((started, started), (scene.World.TargetAlive, scene.World.TargetDirectory));
    }

    [Fact]
    public void A_guest_that_its_user_paused_on_the_target_stays_paused_whoever_recovers_later()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        scene.RecoverTarget();
        scene.World.PauseTargetByItsUser();
        Assert.Equal(MigrationOutcome.TargetStarted, scene.RecoverTarget().Outcome);
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal(Copy.Stopped, scene.World.Target);
    }

    [Fact]
    public void A_target_that_ran_and_was_destroyed_by_its_user_does_not_bring_the_old_copy_back()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        scene.RecoverTarget();
        scene.World.DestroyTargetByItsUser();
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal((Copy.Dead, null, null), (scene.World.Source, scene.World.SourceRecord, scene.World.TargetRecord));
    }

    [Fact]
    public void A_target_that_may_have_run_and_was_destroyed_unrecovered_leaves_the_old_copy_to_its_user()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Start", FaultKind.DriverDies)).Crash();
        scene.World.DestroyTargetByItsUser();
        Assert.Equal(MigrationOutcome.SourceNeedsUser, scene.RecoverSource().Outcome);
        Assert.Equal((Copy.Stopped, MigrationStep.Performed), (scene.World.Source, scene.World.SourceRecord!.Step));
    }

    [Fact]
    public void A_committed_target_that_was_destroyed_before_anybody_started_it_gives_the_guest_back()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        scene.World.DestroyTargetByItsUser();
        Assert.Equal(MigrationOutcome.SourceRestored, scene.RecoverSource().Outcome);
        Assert.Equal(Copy.Running, scene.World.Source);
    }

    [Fact]
    public void A_decision_without_the_record_before_it_is_not_trusted_to_mean_that_nothing_ran()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        scene.World.KillTarget("killed by signal 9");
        scene.World.TargetRecord = null;
        Assert.Equal(MigrationOutcome.SourceNeedsUser, scene.RecoverSource().Outcome);
        Assert.Equal(Copy.Stopped, scene.World.Source);
    }

    [Fact]
    public void A_target_without_its_record_that_lives_is_rolled_forward_with_a_new_one()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        scene.World.TargetRecord = null;
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal(Copy.Running, scene.World.Target);
        Assert.Empty(scene.World.Violations);
    }

    [Theory]
    [InlineData("streaming")]
    [InlineData("after target.Write(Starting)")]
    public void A_guest_whose_both_sides_have_died_is_told_as_lost(string call)
    {
        Scene scene = new Scene(wasRunning: true, (call, FaultKind.DriverDies)).Crash();
        scene.World.KillTarget("killed by signal 9");
        scene.World.KillSource("killed by signal 9");
        Assert.Equal(MigrationOutcome.GuestLost, scene.RecoverSource().Outcome);
        Assert.Null(scene.World.SourceRecord);
    }

    [Fact]
    public void Recoveries_of_a_targets_record_that_is_gone_do_nothing()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        MigrationRecord stale = scene.World.TargetRecord!;
        scene.RecoverSource();
        Assert.Equal(MigrationOutcome.Forgotten, scene.RecoverTarget(stale).Outcome);
        Assert.Null(scene.World.TargetRecord);
    }

    [Fact]
    public async Task A_targets_record_that_cannot_be_read_keeps_the_source_stopped()
    {
        Scene scene = new Scene(wasRunning: true, ("target.Commit", FaultKind.DriverDies)).Crash();
        scene.World.Calling = static call =>
        {
            if (call == "target.ReadRecord")
                throw new InvalidDataException("The migration record is damaged.");
        };
        MigrationResolution resolution = scene.RecoverSource();
        Assert.Equal(MigrationOutcome.Pending, resolution.Outcome);
        Assert.Contains("damaged", resolution.Message, StringComparison.Ordinal);
        Assert.Equal((Copy.Stopped, true, MigrationStep.Performed), (scene.World.Source, scene.World.SourceUndecided, scene.World.SourceRecord!.Step));

        MigrationRecord impossible = scene.World.SourceRecord with { Step = MigrationStep.Prepared };
        resolution = await MigrationRecovery.ResolveSourceAsync(impossible, scene.Source, scene.Target);
        Assert.Equal((MigrationOutcome.Pending, Copy.Stopped), (resolution.Outcome, scene.World.Source));
    }

    [Fact]
    public async Task A_record_of_the_other_side_is_refused()
    {
        Scene scene = new Scene(wasRunning: true, ("target.Commit", FaultKind.DriverDies)).Crash();
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await MigrationRecovery.ResolveTargetAsync(scene.World.SourceRecord!, scene.Target));
        await Assert.ThrowsAsync<ArgumentException>(
            async () => await MigrationRecovery.ResolveSourceAsync(scene.World.TargetRecord!, scene.Source, scene.Target));
    }

    [Fact]
    public void A_cancelled_recovery_leaves_the_rest_to_the_next_one()
    {
        Scene scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.DriverDies)).Crash();
        using var cancelled = new CancellationTokenSource();
        scene.World.Calling = call =>
        {
            if (call == "target.Start")
                cancelled.Cancel();
        };
        Assert.Throws<OperationCanceledException>(() => scene.RecoverSource(cancelled.Token));
        Assert.Equal(MigrationStep.Performed, scene.World.SourceRecord!.Step);
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }
}
