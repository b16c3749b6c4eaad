using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>
/// Two hosts' disks and processes, with the kernel's rules: a guard's death kills its QEMU, a driver's death cuts the lifeline that it
/// holds. It checks at every effect what must hold at every moment, and notes what did not (an assertion that throws would only
/// look like a failed call to the engine).
/// </summary>
internal sealed partial class World(bool wasRunning, bool slowGuard = false, params Fault[] faults)
{
    public static readonly DomainDefinition Definition = new()
    {
        Name = "guest",
        Uuid = Guid.Parse("5e0fd2a4-3a7f-4b52-9c3c-1f64f2f3e0a1"),
        Memory = MemorySize.FromMebibytes(64),
    };

    private readonly TaskCompletionSource<string> _sourceLost = new();
    private readonly TaskCompletionSource<string> _targetLost = new();

    public bool WasRunning { get; } = wasRunning;

    // Disks.
    public MigrationRecord? SourceRecord { get; set; }

    public MigrationRecord? TargetRecord { get; set; }

    public bool TargetDirectory { get; set; }

    public MigrationDecision? Decision { get; set; }

    // Processes.
    public Copy Source { get; private set; } = wasRunning ? Copy.Running : Copy.Stopped;

    public Copy Target { get; private set; } = Copy.None;

    public bool GuardAlive { get; set; }

    public Driver? LifelineHolder { get; set; }

    public bool SourceJob { get; set; }

    public bool SourceUndecided { get; set; }

    // What only the judge knows.
    public bool StreamComplete { get; set; }

    public bool SourceHasItsGuestBack { get; private set; }

    public bool TargetRan { get; private set; }

    public bool SourceKilledByFault { get; private set; }

    public bool SourceHadTheOnlyCopyWhenKilled { get; private set; }

    public bool TargetKilledByFault { get; private set; }

    public bool TargetReachable { get; set; } = true;

    public bool SourceDiscarded { get; private set; }

    public int BeginCount { get; set; }

    public int EndCount { get; set; }

    public List<string> Violations { get; } = [];

    public CancellationTokenSource Caller { get; } = new();

    /// <summary>Is told each call before its effect.</summary>
    public Action<string>? Calling { get; set; }

    public Action? RecoverOtherSide { get; set; }

    public Task<string> SourceLost => _sourceLost.Task;

    public Task<string> TargetLost => _targetLost.Task;

    public bool TargetAlive => Target is Copy.Waiting or Copy.Stopped or Copy.Running;

    public bool SourceAlive => Source is Copy.Stopped or Copy.Running;

    public void Kill(Driver driver)
    {
        driver.Alive = false;
        if (driver.IsEngine)
            SourceJob = false;
        if (LifelineHolder == driver && GuardAlive)
        {
            LifelineHolder = null;
            if (!slowGuard)
                CutLifeline();
        }
    }

    /// <summary>The guard sees the end of its lifeline.</summary>
    public void CutLifeline()
    {
        if (GuardAlive && LifelineHolder is null && Decision is null)
        {
            Decision = MigrationDecision.Aborted;
            KillTarget("killed by its guard");
        }
    }

    public void RestoreSource()
    {
        Hold(!TargetRan, "the source gets a guest back that has run on the target");
        Hold(!TargetAlive || Decision != MigrationDecision.Committed, "the source gets its guest back beside a committed target");
        SourceHasItsGuestBack = true;
        Source = WasRunning ? Copy.Running : Copy.Stopped;
    }

    public void StopSource() => Source = Copy.Stopped;

    public void KillSource(string how)
    {
        Source = Copy.Dead;
        _sourceLost.TrySetResult(how);
    }

    public void DiscardSource()
    {
        Hold(TargetRan, "the source is removed although the target has never started");
        SourceDiscarded = true;
        KillSource("discarded");
    }

    public void WaitTarget() => Target = Copy.Waiting;

    public void StartTarget(bool run)
    {
        Hold(run == WasRunning, "the target starts in another run state than the guest had");
        Hold(Decision == MigrationDecision.Committed, "the target starts without a commit");
        Hold(StreamComplete, "the target starts with half a guest");
        Hold(!SourceHasItsGuestBack, "the target starts a guest that has gone on on the source");
        Hold(TargetRecord?.Step is MigrationStep.Starting or MigrationStep.Started || !SourceAlive, "the target starts without a record of it");
        TargetRan = true;
        if (Target == Copy.Waiting || run)
            Target = run ? Copy.Running : Copy.Stopped;
    }

    public void KillTarget(string how)
    {
        if (!TargetAlive)
            return;
        Target = Copy.Dead;
        _targetLost.TrySetResult(how);
    }

    public void PauseTargetByItsUser() => Target = Copy.Stopped;

    public void DestroyTargetByItsUser()
    {
        KillTarget("destroyed");
        GuardAlive = false;
        TargetDirectory = false;
        Decision = null;
    }

    public void Hold(bool condition, string violation)
    {
        if (!condition)
            Violations.Add(violation);
    }

    private void Check() => Hold(Source != Copy.Running || Target != Copy.Running, "two copies run");
}
