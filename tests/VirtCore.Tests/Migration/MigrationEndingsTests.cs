using VirtCore.Migration;
using Xunit;

namespace VirtCore.Tests.Migration;

/// <summary>Deadlines, cancels and deaths: what ends a migration early, and what the caller is told.</summary>
public sealed class MigrationEndingsTests
{
    [Theory]
    [InlineData("source.Begin", MigrationPhase.Begin, 30)]
    [InlineData("target.Prepare", MigrationPhase.Prepare, 60)]
    [InlineData("source.Perform", MigrationPhase.Perform, 3600)]
    [InlineData("streaming", MigrationPhase.Perform, 3600)]
    [InlineData("target.WaitForIncoming", MigrationPhase.Finish, 30)]
    [InlineData("target.Commit", MigrationPhase.Finish, 30)]
    [InlineData("target.Write(Starting)", MigrationPhase.Finish, 30)]
    public void A_phase_that_passes_its_deadline_before_the_start_is_undone(string call, MigrationPhase phase, int seconds)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.CallHangs));
        MigrationException e = scene.Fail();
        Assert.Equal((phase, MigrationSurvivor.Source, $"it did not end within {seconds} s."), (e.Phase, e.Survivor, e.Reason));
        Assert.Equal(TimeSpan.FromSeconds(seconds), scene.Time.GetElapsedTime(0));
        Assert.Equal(Copy.Running, scene.World.Source);
        Assert.Equal((null, null, false), (scene.World.SourceRecord, scene.World.TargetRecord, scene.World.TargetAlive));
    }

    [Fact]
    public void The_commit_has_what_is_left_of_Finishs_time()
    {
        var scene = new Scene(wasRunning: true, ("target.Commit", FaultKind.CallHangs));
        scene.World.Calling = call => scene.Time.Advance(call == "target.WaitForIncoming" ? TimeSpan.FromSeconds(10) : TimeSpan.Zero);
        scene.Fail();
        Assert.Equal(TimeSpan.FromSeconds(30), scene.Time.GetElapsedTime(0));
    }

    [Fact]
    public void A_start_that_hangs_leaves_the_guest_to_the_target_and_never_to_both()
    {
        var scene = new Scene(wasRunning: true, ("target.Start", FaultKind.CallHangs));
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationPhase.Finish, MigrationSurvivor.Target), (e.Phase, e.Survivor));
        Assert.Equal((Copy.Stopped, true, Copy.Waiting), (scene.World.Source, scene.World.SourceUndecided, scene.World.Target));
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }

    [Theory]
    [InlineData("after source.Begin", MigrationPhase.Begin)]
    [InlineData("target.Write(Prepared)", MigrationPhase.Prepare)]
    [InlineData("target.Prepare", MigrationPhase.Prepare)]
    [InlineData("source.Perform", MigrationPhase.Perform)]
    [InlineData("streaming", MigrationPhase.Perform)]
    [InlineData("all is sent", MigrationPhase.Perform)]
    [InlineData("target.WaitForIncoming", MigrationPhase.Finish)]
    [InlineData("after target.WaitForIncoming", MigrationPhase.Finish)]
    public void A_cancel_before_the_commit_puts_everything_back(string call, MigrationPhase phase)
    {
        foreach (bool wasRunning in (ReadOnlySpan<bool>)[true, false])
        {
            var scene = new Scene(wasRunning, (call, FaultKind.Cancel));
            var e = Assert.ThrowsAny<OperationCanceledException>(() => scene.Run());
            Assert.Equal(scene.World.Caller.Token, e.CancellationToken);
            Assert.Contains($"in {phase}", e.Message, StringComparison.Ordinal);
            Assert.Equal((scene.Before, false, false), (scene.World.Source, scene.World.TargetAlive, scene.World.TargetDirectory));
            Assert.Equal((null, null, 1), (scene.World.SourceRecord, scene.World.TargetRecord, scene.World.EndCount));
        }
    }

    [Theory]
    [InlineData("target.Commit")]
    [InlineData("after target.Commit")]
    [InlineData("target.Start")]
    [InlineData("source.Discard")]
    public void A_cancel_from_the_commit_on_is_not_looked_at(string call)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.Cancel));
        scene.Run();
        Assert.True(scene.World.Caller.IsCancellationRequested);
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }

    [Fact]
    public void A_cancel_that_cannot_be_undone_is_not_told_as_one()
    {
        var scene = new Scene(wasRunning: true, ("streaming", FaultKind.Cancel), ("source.Restore", FaultKind.CallFails));
        Assert.Equal(MigrationSurvivor.SourceUnrestored, scene.Fail().Survivor);
    }

    [Theory]
    [InlineData("source.Write(Performing)", FaultKind.TargetDies, MigrationPhase.Perform, "killed by signal 9")]
    [InlineData("source.Perform", FaultKind.TargetDies, MigrationPhase.Perform, "killed by signal 9")]
    [InlineData("streaming", FaultKind.TargetGuardDies, MigrationPhase.Perform, "killed with its guard")]
    [InlineData("target.WaitForIncoming", FaultKind.TargetDies, MigrationPhase.Finish, "killed by signal 9")]
    [InlineData("target.Commit", FaultKind.TargetDies, MigrationPhase.Finish, "killed by signal 9")]
    [InlineData("after target.Commit", FaultKind.TargetGuardDies, MigrationPhase.Finish, "killed with its guard")]
    public void A_target_that_dies_before_its_start_gives_the_guest_back(string call, FaultKind death, MigrationPhase phase, string how)
    {
        foreach (bool wasRunning in (ReadOnlySpan<bool>)[true, false])
        {
            var scene = new Scene(wasRunning, (call, death));
            MigrationException e = scene.Fail();
            Assert.Equal((phase, MigrationSurvivor.Source, $"the target died: {how}."), (e.Phase, e.Survivor, e.Reason));
            Assert.Equal((scene.Before, null, null), (scene.World.Source, scene.World.SourceRecord, scene.World.TargetRecord));
        }
    }

    [Theory]
    [InlineData("target.Start", MigrationPhase.Finish)]
    [InlineData("after target.Start", MigrationPhase.Confirm)]
    public void A_target_that_dies_once_it_may_have_run_leaves_the_source_to_its_user(string call, MigrationPhase phase)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.TargetDies));
        MigrationException e = scene.Fail();
        Assert.Equal((phase, MigrationSurvivor.Nobody), (e.Phase, e.Survivor));
        Assert.Contains("the source's copy from before stays stopped", e.Reason, StringComparison.Ordinal);
        Assert.Equal((Copy.Stopped, true), (scene.World.Source, scene.World.SourceUndecided));
        Assert.Equal(MigrationOutcome.TargetDied, scene.RecoverTarget().Outcome);
        Assert.Equal(MigrationOutcome.SourceNeedsUser, scene.RecoverSource().Outcome);
        Assert.Equal(MigrationOutcome.SourceNeedsUser, scene.RecoverSource().Outcome);
        Assert.Equal(Copy.Stopped, scene.World.Source);
    }

    [Theory]
    [InlineData("after source.Begin", MigrationPhase.Begin)]
    [InlineData("target.Prepare", MigrationPhase.Prepare)]
    [InlineData("source.Perform", MigrationPhase.Perform)]
    [InlineData("streaming", MigrationPhase.Perform)]
    public void A_source_that_dies_with_the_only_copy_is_told_with_its_phase(string call, MigrationPhase phase)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.CallHangs), (call, FaultKind.SourceDies));
        MigrationException e = scene.Fail();
        Assert.Equal((phase, MigrationSurvivor.Nobody, "the source died: killed by signal 9."), (e.Phase, e.Survivor, e.Reason));
        Assert.False(scene.World.TargetAlive || scene.World.TargetDirectory);
        Assert.Equal((null, null, 1), (scene.World.SourceRecord, scene.World.TargetRecord, scene.World.EndCount));
    }

    [Fact]
    public void A_target_that_refuses_the_commit_gives_the_guest_back()
    {
        var scene = new Scene();
        scene.World.Calling = call =>
        {
            if (call == "target.Commit")
                scene.World.Decision = MigrationDecision.Aborted;
        };
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationSurvivor.Source, "the target's side had already decided to abort."), (e.Survivor, e.Reason));
        Assert.Equal((Copy.Running, false), (scene.World.Source, scene.World.TargetAlive));
    }

    [Theory]
    [InlineData("source.Write(Performed)")]
    [InlineData("target.WaitForIncoming")]
    [InlineData("target.Commit")]
    [InlineData("target.Start")]
    [InlineData("source.Discard")]
    public void A_source_that_dies_with_everything_sent_does_not_stop_the_migration(string call)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.SourceDies));
        Assert.Equal(call is "target.Start" or "source.Discard" ? WorldSource.Statistics : default, scene.Run().Stream);
        Assert.Equal(Copy.Running, scene.World.Target);
    }

    [Fact]
    public void A_source_that_dies_before_it_can_say_that_all_was_sent_does_not_lose_the_guest()
    {
        var scene = new Scene(wasRunning: true, ("all is sent", FaultKind.SourceDies));
        MigrationReport report = scene.Run();
        Assert.Equal((default, null), (report.Stream, report.CpusStopped));
        Assert.Equal((Copy.Running, null, null), (scene.World.Target, scene.World.SourceRecord, scene.World.TargetRecord));
    }

    [Fact]
    public void A_cancel_does_not_kill_the_last_copy_of_a_guest_whose_source_has_died()
    {
        var scene = new Scene(wasRunning: true, ("target.WaitForIncoming", FaultKind.SourceDies), ("after target.WaitForIncoming", FaultKind.Cancel));
        scene.Run();
        Assert.Equal(Copy.Running, scene.World.Target);
    }

    [Fact]
    public async Task A_stream_that_breaks_just_before_the_death_that_broke_it_is_named_after_the_death()
    {
        var scene = new Scene(wasRunning: true, ("source.Perform", FaultKind.CallFails));
        ValueTask<MigrationReport> run = scene.Start();
        Assert.False(run.IsCompleted);
        scene.World.KillTarget("exit status 1: out of memory");
        var e = await Assert.ThrowsAsync<MigrationException>(async () => await run);
        Assert.Equal("the target died: exit status 1: out of memory.", e.Reason);
    }

    [Fact]
    public void A_stream_that_breaks_with_both_sides_alive_is_told_as_it_is()
    {
        var scene = new Scene(wasRunning: true, ("source.Perform", FaultKind.CallFails));
        Assert.Equal("no space left.", scene.Fail().Reason);
        Assert.Equal(TimeSpan.FromMilliseconds(100), scene.Time.GetElapsedTime(0));
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_is_asked_for_and_goes_on()
    {
        var scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.AnswerLost));
        scene.Run();
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }

    [Fact]
    public void A_commit_whose_answer_was_lost_and_cannot_be_asked_for_is_undecided_until_the_target_answers()
    {
        var scene = new Scene(wasRunning: true, ("after target.Commit", FaultKind.AnswerLost), ("target.Resolve", FaultKind.TargetUnreachable));
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationPhase.Finish, MigrationSurvivor.Undecided), (e.Phase, e.Survivor));
        Assert.Equal((Copy.Stopped, true), (scene.World.Source, scene.World.SourceUndecided));
        MigrationResolution pending = scene.RecoverSource();
        Assert.Equal(MigrationOutcome.Pending, pending.Outcome);
        Assert.Contains("does not answer", pending.Message, StringComparison.Ordinal);
        scene.World.TargetReachable = true;
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }

    [Theory]
    [InlineData("streaming")]
    [InlineData("target.WaitForIncoming")]
    public void A_target_that_stops_answering_before_the_commit_was_sent_gives_the_guest_back(string call)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.TargetUnreachable));
        MigrationException e = scene.Fail();
        Assert.Equal(MigrationSurvivor.Source, e.Survivor);
        Assert.Contains("left for recovery", e.Reason, StringComparison.Ordinal);
        Assert.Equal((Copy.Running, null), (scene.World.Source, scene.World.SourceRecord));
        scene.World.TargetReachable = true;
        Assert.Equal(MigrationOutcome.TargetAborted, scene.RecoverTarget().Outcome);
        Assert.Equal((false, false), (scene.World.TargetAlive, scene.World.TargetDirectory));
    }
}
