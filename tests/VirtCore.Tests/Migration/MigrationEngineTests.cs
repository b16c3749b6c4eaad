using VirtCore.Migration;
using Xunit;

namespace VirtCore.Tests.Migration;

public sealed class MigrationEngineTests
{
    [Fact]
    public void Every_record_is_written_before_what_it_announces()
    {
        var scene = new Scene();
        scene.Run();
        Assert.Equal(
            [
                "source.Begin", "source.Write(Begin)", "target.Write(Prepared)", "target.Prepare", "source.Write(Performing)", "source.Perform",
                "streaming", "all is sent", "source.Write(Performed)", "target.WaitForIncoming", "target.Commit",
                "source.ReadStatistics", "target.Write(Starting)", "target.Start", "source.Write(Confirmed)", "source.Discard", "target.RemoveRecord", "source.RemoveRecord",
            ],
            scene.World.Log.Select(static line => line.What));
        Assert.Equal(1, scene.World.EndCount);
        Assert.Equal((Copy.Dead, Copy.Running), (scene.World.Source, scene.World.Target));
    }

    [Fact]
    public void Both_records_name_the_domain_its_state_and_each_other()
    {
        var scene = new Scene(wasRunning: false, ("after target.Write(Starting)", FaultKind.DriverDies));
        World world = scene.Crash().World;
        Assert.Equal((MigrationSide.Source, MigrationStep.Performed, "host-b"), (world.SourceRecord!.Side, world.SourceRecord.Step, world.SourceRecord.Peer));
        Assert.Equal((MigrationSide.Target, MigrationStep.Starting, "host-a"), (world.TargetRecord!.Side, world.TargetRecord.Step, world.TargetRecord.Peer));
        Assert.Equal((World.Definition.Name, World.Definition.Uuid, false), (world.SourceRecord.DomainName, world.SourceRecord.DomainUuid, world.SourceRecord.WasRunning));
        Assert.Equal(world.SourceRecord.Id, world.TargetRecord.Id);
    }

    [Fact]
    public void The_report_holds_each_phases_time_and_the_hypervisors_figures()
    {
        var scene = new Scene();
        scene.World.Calling = call => scene.Time.Advance(TimeSpan.FromMilliseconds(call switch
        {
            "source.Begin" => 1,
            "target.Prepare" => 20,
            "source.Perform" => 300,
            "target.Start" => 4000,
            "source.Discard" => 50000,
            _ => 0,
        }));
        MigrationReport report = scene.Run();
        Assert.Equal(
            new MigrationPhaseTimes(Milliseconds(1), Milliseconds(20), Milliseconds(300), Milliseconds(4000), Milliseconds(50000)), report.Phases);
        Assert.Equal(Milliseconds(54321), report.Total);
        Assert.Equal(WorldSource.Statistics, report.Stream);
        Assert.Equal(Milliseconds(7), report.CpusStopped);
    }

    [Fact]
    public void A_paused_guest_arrives_paused_and_was_not_stopped()
    {
        var scene = new Scene(wasRunning: false);
        Assert.Null(scene.Run().CpusStopped);
        Assert.Equal(Copy.Stopped, scene.World.Target);
    }

    [Fact]
    public void Progress_tells_each_phase_in_order_and_the_streams_figures_in_Perform()
    {
        var seen = new RecordingProgress();
        new Scene().Run(seen);
        Assert.Equal(
            [
                (MigrationPhase.Begin, 0), (MigrationPhase.Prepare, 0), (MigrationPhase.Perform, 0), (MigrationPhase.Perform, 500),
                (MigrationPhase.Finish, 0), (MigrationPhase.Confirm, 0),
            ],
            seen.Reports.Select(static report => (report.Phase, report.TransferredBytes)));
    }

    [Fact]
    public void A_report_that_comes_after_Perform_is_dropped()
    {
        var seen = new RecordingProgress();
        var progress = new PhaseProgress(TimeProvider.System, 0, seen);
        progress.Enter(MigrationPhase.Finish);
        progress.Report(new MigrationProgress { Phase = MigrationPhase.Perform, Elapsed = default });
        Assert.Equal([MigrationPhase.Finish], seen.Reports.Select(static report => report.Phase));
    }

    [Fact]
    public void A_progress_receiver_that_throws_fails_nothing()
    {
        var scene = new Scene();
        scene.Run(new ThrowingProgress());
        Assert.Equal(Copy.Running, scene.World.Target);
    }

    [Fact]
    public void A_refused_Begin_leaves_no_job_and_no_record()
    {
        var scene = new Scene(wasRunning: true, ("source.Begin", FaultKind.CallFails));
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationPhase.Begin, MigrationSurvivor.Source, "no space left."), (e.Phase, e.Survivor, e.Reason));
        Assert.IsType<IOException>(e.InnerException);
        Assert.Equal((0, 0), (scene.World.BeginCount, scene.World.EndCount));
        Assert.Equal(["source.Begin", "CallFails"], scene.World.Log.Select(static line => line.What));
    }

    [Fact]
    public async Task Wrong_arguments_are_refused_before_anything_is_done()
    {
        var scene = new Scene();
        var engine = new MigrationEngine(scene.Time);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(
            async () => await engine.RunAsync(scene.Source, scene.Target, scene.Options with { FinishTimeout = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentNullException>(async () => await engine.RunAsync(null!, scene.Target, scene.Options));
        await Assert.ThrowsAsync<OperationCanceledException>(
            async () => await engine.RunAsync(scene.Source, scene.Target, scene.Options, null, new CancellationToken(canceled: true)));
        Assert.Empty(scene.World.Log);
    }

    [Theory]
    [InlineData("source.Write(Begin)", MigrationPhase.Begin)]
    [InlineData("target.Write(Prepared)", MigrationPhase.Prepare)]
    [InlineData("target.Prepare", MigrationPhase.Prepare)]
    [InlineData("source.Write(Performing)", MigrationPhase.Perform)]
    [InlineData("source.Write(Performed)", MigrationPhase.Finish)]
    [InlineData("target.Write(Starting)", MigrationPhase.Finish)]
    public void A_full_disk_undoes_everything(string call, MigrationPhase phase)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.CallFails));
        MigrationException e = scene.Fail();
        Assert.Equal((phase, MigrationSurvivor.Source, "no space left."), (e.Phase, e.Survivor, e.Reason));
        AssertBackAtTheSource(scene);
    }

    [Fact]
    public void A_source_that_cannot_be_restored_is_told_and_keeps_its_record()
    {
        var scene = new Scene(wasRunning: true, ("target.WaitForIncoming", FaultKind.CallFails), ("source.Restore", FaultKind.CallFails));
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationPhase.Finish, MigrationSurvivor.SourceUnrestored), (e.Phase, e.Survivor));
        Assert.Equal(MigrationStep.Aborted, scene.World.SourceRecord!.Step);
        Assert.Equal(MigrationOutcome.SourceRestored, scene.RecoverSource().Outcome);
        AssertBackAtTheSource(scene);
    }

    [Theory]
    [InlineData("source.Discard", Copy.Stopped)]
    [InlineData("source.Write(Confirmed)", Copy.Dead)]
    [InlineData("target.RemoveRecord", Copy.Dead)]
    [InlineData("source.RemoveRecord", Copy.Dead)]
    public void What_fails_after_the_start_is_told_as_a_migration_that_has_happened(string call, Copy source)
    {
        var scene = new Scene(wasRunning: true, (call, FaultKind.CallFails));
        MigrationException e = scene.Fail();
        Assert.Equal((MigrationPhase.Confirm, MigrationSurvivor.Target), (e.Phase, e.Survivor));
        Assert.Contains("the migration has happened", e.Reason, StringComparison.Ordinal);
        Assert.Equal((source, Copy.Running), (scene.World.Source, scene.World.Target));
        Assert.Equal(source == Copy.Stopped, scene.World.SourceUndecided);
        Assert.Equal(MigrationOutcome.SourceDiscarded, scene.RecoverSource().Outcome);
        Assert.Equal((null, null, Copy.Dead), (scene.World.SourceRecord, scene.World.TargetRecord, scene.World.Source));
    }

    private static void AssertBackAtTheSource(Scene scene)
    {
        Assert.Equal(scene.Before, scene.World.Source);
        Assert.False(scene.World.TargetAlive || scene.World.TargetDirectory);
        Assert.Equal((null, null, 1), (scene.World.SourceRecord, scene.World.TargetRecord, scene.World.EndCount));
        Assert.Empty(scene.World.Violations);
    }

    private static TimeSpan Milliseconds(int value) => TimeSpan.FromMilliseconds(value);

    private sealed class RecordingProgress : IProgress<MigrationProgress>
    {
        public List<MigrationProgress> Reports { get; } = [];

        public void Report(MigrationProgress value) => Reports.Add(value);
    }

    private sealed class ThrowingProgress : IProgress<MigrationProgress>
    {
        public void Report(MigrationProgress value) => throw new InvalidOperationException("the terminal is gone");
    }
}
