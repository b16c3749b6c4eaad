using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>One simulated migration with its faults, and the recoveries after it, judged.</summary>
internal sealed class CrashRun(World world, bool targetRecoversFirst, Fault[] faults)
{
    private static readonly MigrationOptions Options = new();

    private MigrationReport? _report;
    private Exception? _failure;

    public static World Play(bool wasRunning, bool targetRecoversFirst, bool slowGuard, params Fault[] faults)
    {
        var world = new World(wasRunning, slowGuard, faults);
        var run = new CrashRun(world, targetRecoversFirst, faults);
        run.Migrate();
        run.Recover();
        run.JudgeTheEnd();
        return world;
    }

    /// <summary>Runs a task of the simulation to its end in this thread, moving time whenever it waits.</summary>
    public static T Finish<T>(VirtualTime time, ValueTask<T> task)
    {
        while (!task.IsCompleted)
        {
            if (!time.FireNext() && !SpinWait.SpinUntil(() => task.IsCompleted, TimeSpan.FromSeconds(10)))
                throw new TimeoutException("It waits for something that no port and no time will bring.");
        }
        return task.GetAwaiter().GetResult();
    }

    private void Migrate()
    {
        var engine = new Driver("engine");
        var time = new VirtualTime();
        try
        {
            _report = Finish(time, new MigrationEngine(time).RunAsync(
                new WorldSource(world, engine), new WorldTarget(world, engine), Options, cancellationToken: world.Caller.Token));
        }
        catch (Exception e)
        {
            _failure = e;
        }
        if (engine.Alive)
            new ResultJudge(world, faults).Judge(_report, _failure);
        // Dead or at its end, the process that held the lifeline is gone.
        world.Kill(engine);
    }

    private void Recover()
    {
        for (int calmRounds = 0; calmRounds < 2 && (world.SourceRecord is not null || world.TargetRecord is not null);)
        {
            int struck = world.FaultsThatStruck;
            RecoverSide(targetRecoversFirst, alone: false);
            RecoverSide(!targetRecoversFirst, alone: false);
            calmRounds = world.FaultsThatStruck == struck && world.TargetReachable ? calmRounds + 1 : 0;
            world.TargetReachable = true;
            world.CutLifeline();
        }
    }

    private MigrationResolution? RecoverSide(bool target, bool alone)
    {
        var driver = new Driver(target ? "recovery of the target" : "recovery of the source");
        Action? outer = world.RecoverOtherSide;
        world.RecoverOtherSide = alone ? null : () => RecoverSide(!target, alone: true);
        try
        {
            if (target)
            {
                return world.TargetRecord is { } record && world.TargetReachable
                    ? Completed(MigrationRecovery.ResolveTargetAsync(record, new WorldTarget(world, driver)))
                    : null;
            }
            return world.SourceRecord is { } ours
                ? Completed(MigrationRecovery.ResolveSourceAsync(ours, new WorldSource(world, driver), new WorldTarget(world, driver)))
                : null;
        }
        finally
        {
            driver.Alive = false;
            world.RecoverOtherSide = outer;
        }
    }

    /// <summary>What a recovery over simulated ports, which never wait, has returned.</summary>
    public static MigrationResolution Completed(ValueTask<MigrationResolution> resolution) =>
        resolution.IsCompleted ? resolution.GetAwaiter().GetResult() : throw new InvalidOperationException("A recovery waits for nothing but its ports.");

    private void JudgeTheEnd()
    {
        Copy before = world.WasRunning ? Copy.Running : Copy.Stopped;
        bool recordsGone = world.SourceRecord is null && (world.TargetRecord is null || IsTombstone());
        world.Hold(world.Target != Copy.Waiting, "an orphan target waits");
        if (world.SourceAlive && world.TargetAlive)
            world.Hold(false, "the source's copy is left beside the target");
        else if (world.TargetAlive)
            world.Hold(world.Target == before && recordsGone, "the target has the guest, but not as it was, or records are left");
        else if (world.SourceAlive && world.SourceRecord is not null && world.TargetRecord?.Step == MigrationStep.Starting)
            JudgeUsersTurn();
        else if (world.SourceAlive)
            world.Hold(world.Source == before && recordsGone && (!world.TargetDirectory || IsTombstone()), "the source has the guest, but not as it was, or something is left");
        else
            JudgeLoss(recordsGone);
    }

    // A target's record without a source's is harmless, as nobody will ask. Two cases leave one: the two hosts' recoveries ran into each other;
    // or Starting was written but its answer was lost, the source took the guest back, and the target's side was then gone.
    private bool IsTombstone() => world.TargetRecord?.Step switch
    {
        MigrationStep.Started => Has(FaultKind.OtherSideRecovers),
        MigrationStep.Starting => Has(FaultKind.OtherSideRecovers) || (Has(FaultKind.AnswerLost) && faults.Length > 1),
        _ => false,
    };

    private void JudgeUsersTurn()
    {
        world.Hold(world.Source == Copy.Stopped && world.SourceUndecided, "the source does not wait for its user");
        world.Hold(world.TargetKilledByFault || Has(FaultKind.AnswerLost), "the user must decide although no fault killed the target");
    }

    private void JudgeLoss(bool recordsGone)
    {
        bool afterTheCommit = world.TargetKilledByFault && (world.SourceDiscarded || world.SourceKilledByFault);
        bool beforeTheCommit = world.SourceKilledByFault
            && (world.SourceHadTheOnlyCopyWhenKilled || Has(FaultKind.DriverDies) || Has(FaultKind.CallFails) || Has(FaultKind.AnswerLost)
                || Has(FaultKind.CallHangs) || Has(FaultKind.TargetUnreachable) || Has(FaultKind.Cancel) && CancelCameFirst());
        world.Hold(afterTheCommit || beforeTheCommit, "the guest is lost although a valid copy lived");
        world.Hold(recordsGone, "the guest is lost and records are left");
    }

    // Once a cancel is being carried out, the target's copy is no longer a valid one.
    private bool CancelCameFirst() =>
        Array.FindIndex(faults, static fault => fault.Kind == FaultKind.Cancel) < Array.FindIndex(faults, static fault => fault.Kind == FaultKind.SourceDies);

    private bool Has(FaultKind kind) => Array.Exists(faults, fault => fault.Kind == kind);
}
