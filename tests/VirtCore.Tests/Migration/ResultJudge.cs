using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>Whether what the engine said is what is so, at the moment when it said it.</summary>
internal sealed class ResultJudge(World world, Fault[] faults)
{
    private readonly Copy _before = world.WasRunning ? Copy.Running : Copy.Stopped;

    // Beyond deaths and cancels, the engine may be unable to tidy up: that is left to recovery.
    private readonly bool _calmSides = Array.TrueForAll(
        faults, fault => fault.Kind is FaultKind.SourceDies or FaultKind.TargetDies or FaultKind.TargetGuardDies or FaultKind.Cancel);

    public void Judge(MigrationReport? report, Exception? failure)
    {
        world.Hold(world.EndCount == world.BeginCount, "the job was not ended exactly once");
        if (report is not null)
            JudgeSuccess();
        else if (failure is OperationCanceledException)
            JudgeCancel();
        else if (failure is MigrationException migration)
            JudgeFailure(migration);
        else
            world.Hold(false, $"the engine threw {failure}");
    }

    private bool NothingIsLeft => world.SourceRecord is null && world.TargetRecord is null;

    private void JudgeSuccess() => world.Hold(
        NothingIsLeft && !world.SourceAlive && (world.Target == _before || world.TargetKilledByFault), "success was reported, and is not so");

    private void JudgeCancel() => world.Hold(
        world.Caller.IsCancellationRequested && NothingIsLeft && !world.TargetAlive && !world.TargetDirectory
            && (world.Source == _before || world.SourceKilledByFault),
        "a cancel was reported, and not everything is as before");

    private void JudgeFailure(MigrationException failure)
    {
        bool holds = failure.Survivor switch
        {
            MigrationSurvivor.Source => (world.Source == _before || world.SourceKilledByFault)
                && (!_calmSides || (NothingIsLeft && !world.TargetAlive && !world.TargetDirectory)),
            MigrationSurvivor.SourceUnrestored => !_calmSides && world.SourceAlive && world.SourceRecord is not null,
            MigrationSurvivor.Target => !_calmSides && (world.Target == _before || world.Target == Copy.Waiting || world.TargetKilledByFault),
            MigrationSurvivor.Nobody => (!_calmSides || !world.TargetAlive) && (world.SourceKilledByFault || (world.TargetKilledByFault && world.TargetRecord is not null)),
            _ => !_calmSides && world.SourceRecord is not null && (world.SourceUndecided || !world.SourceAlive || Has(FaultKind.CallFails) || Has(FaultKind.CallHangs)),
        };
        world.Hold(holds, $"the engine said that the survivor is {failure.Survivor}, and it is not so");
    }

    private bool Has(FaultKind kind) => Array.Exists(faults, fault => fault.Kind == kind);
}
