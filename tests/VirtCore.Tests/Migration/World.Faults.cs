namespace VirtCore.Tests.Migration;

/// <summary>The points of a run, and what strikes there.</summary>
internal sealed partial class World
{
    private readonly List<int> _strikable = [];

    /// <summary>How many points there were.</summary>
    public int Points => _strikable.Count;

    public int FaultsThatStruck { get; private set; }

    /// <summary>The calls and the faults that struck, by point.</summary>
    public List<(int Point, string Who, string What)> Log { get; } = [];

    /// <summary>Whether a fault would have made a difference at a point.</summary>
    public bool CanStrike(int point, FaultKind kind) => (_strikable[point] & (1 << (int)kind)) != 0;

    /// <summary>One call of a port: the point before it, its effect, the point after it.</summary>
    public async ValueTask<T> CallAsync<T>(Driver driver, string name, Func<T> effect, CancellationToken token)
    {
        if (At(driver, name) is { } before)
            await StallAsync(before, token);
        token.ThrowIfCancellationRequested();
        Calling?.Invoke(name);
        T result = effect();
        Check();
        if (At(driver, "") is not null)
            throw new IOException($"the answer to {name} was lost");
        return result;
    }

    /// <summary>A point within a call.</summary>
    public async ValueTask WithinAsync(Driver driver, string name, CancellationToken token)
    {
        if (At(driver, name) is { } fault)
            await StallAsync(fault, token);
        token.ThrowIfCancellationRequested();
    }

    private static async ValueTask StallAsync(FaultKind kind, CancellationToken token)
    {
        if (kind == FaultKind.CallFails)
            throw new IOException("no space left");
        var never = new TaskCompletionSource();
        await using (token.Register(() => never.TrySetCanceled(token)))
            await never.Task;
    }

    // Returns the fault when it is one that the call itself has to show.
    private FaultKind? At(Driver driver, string name)
    {
        bool before = name.Length > 0;
        int point = _strikable.Count;
        int strikable = 0;
        for (var kind = FaultKind.DriverDies; driver.Alive && kind <= FaultKind.OtherSideRecovers; kind++)
            strikable |= CanStrike(driver, kind, before) ? 1 << (int)kind : 0;
        _strikable.Add(strikable);
        if (before)
            Log.Add((point, driver.Alive ? driver.Name : driver.Name + " (dead)", name));
        FaultKind? shown = null;
        foreach (Fault fault in faults)
        {
            if (fault.Point != point || !driver.Alive || !CanStrike(driver, fault.Kind, before))
                continue;
            Log.Add((point, "!", fault.Kind.ToString()));
            FaultsThatStruck++;
            if (fault.Kind is FaultKind.CallFails or FaultKind.CallHangs or FaultKind.AnswerLost)
                shown = fault.Kind;
            else
                Strike(driver, fault.Kind);
            Check();
        }
        return driver.Alive ? shown : throw new DriverDeadException();
    }

    private bool CanStrike(Driver driver, FaultKind kind, bool before) => kind switch
    {
        FaultKind.SourceDies => SourceAlive,
        FaultKind.TargetDies => TargetAlive,
        FaultKind.TargetGuardDies => GuardAlive,
        FaultKind.CallFails => before,
        FaultKind.AnswerLost => !before,
        // A recovery has no deadline of its own.
        FaultKind.CallHangs => before && driver.IsEngine,
        FaultKind.TargetUnreachable => TargetReachable,
        FaultKind.Cancel => driver.IsEngine,
        FaultKind.OtherSideRecovers => RecoverOtherSide is not null,
        _ => true,
    };

    private void Strike(Driver driver, FaultKind kind)
    {
        switch (kind)
        {
            case FaultKind.DriverDies:
                Kill(driver);
                break;
            case FaultKind.SourceDies:
                SourceKilledByFault = true;
                SourceHadTheOnlyCopyWhenKilled = !(StreamComplete && TargetAlive);
                KillSource("killed by signal 9");
                break;
            case FaultKind.TargetDies:
                TargetKilledByFault = true;
                KillTarget("killed by signal 9");
                break;
            case FaultKind.TargetGuardDies:
                GuardAlive = false;
                TargetKilledByFault |= TargetAlive;
                KillTarget("killed with its guard");
                break;
            case FaultKind.TargetUnreachable:
                TargetReachable = false;
                break;
            case FaultKind.Cancel:
                Caller.Cancel();
                break;
            case FaultKind.OtherSideRecovers:
                RecoverOtherSide!();
                break;
        }
    }
}
