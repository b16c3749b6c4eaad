using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>A simulated migration for tests that look at one thing: faults are named by the call that they strike.</summary>
internal sealed class Scene
{
    private readonly Driver _engine = new("engine");

    public Scene(bool wasRunning = true, params (string Call, FaultKind Kind)[] faults)
    {
        World = new World(wasRunning, faults: [.. faults.Select(fault => new Fault(PointOf(fault.Call, wasRunning, faults), fault.Kind))]);
        Source = new WorldSource(World, _engine);
        Target = new WorldTarget(World, _engine);
    }

    public World World { get; }

    public VirtualTime Time { get; } = new();

    public MigrationOptions Options { get; } = new();

    public IMigrationSource Source { get; }

    public IMigrationTarget Target { get; }

    public Copy Before => World.WasRunning ? Copy.Running : Copy.Stopped;

    /// <summary>Starts without moving time.</summary>
    public ValueTask<MigrationReport> Start(IProgress<MigrationProgress>? progress = null) =>
        new MigrationEngine(Time).RunAsync(Source, Target, Options, progress, World.Caller.Token);

    public MigrationReport Run(IProgress<MigrationProgress>? progress = null) => CrashRun.Finish(Time, Start(progress));

    public MigrationException Fail()
    {
        try
        {
            Run();
        }
        catch (MigrationException e)
        {
            return e;
        }
        throw new InvalidOperationException("The migration did not fail.");
    }

    /// <summary>Runs an engine that dies, and its lifeline with it.</summary>
    public Scene Crash()
    {
        try
        {
            Run();
        }
        catch (MigrationException)
        {
            // Nobody hears what a dead engine says.
        }
        World.Kill(_engine);
        return this;
    }

    public MigrationResolution RecoverSource(CancellationToken cancellationToken = default)
    {
        var driver = new Driver("recovery of the source");
        return CrashRun.Completed(MigrationRecovery.ResolveSourceAsync(
            World.SourceRecord!, new WorldSource(World, driver), new WorldTarget(World, driver), cancellationToken));
    }

    public MigrationResolution RecoverTarget(MigrationRecord? stale = null)
    {
        var driver = new Driver("recovery of the target");
        return CrashRun.Completed(MigrationRecovery.ResolveTargetAsync(stale ?? World.TargetRecord!, new WorldTarget(World, driver)));
    }

    /// <summary>
    /// The point before a call, or for "after X" the one after X's effect. The calls before a fault are the same with it and without, so each
    /// fault's point is found in a run with the ones before it.
    /// </summary>
    public static int PointOf(string call, bool wasRunning, params (string Call, FaultKind Kind)[] all)
    {
        bool after = call.StartsWith("after ", StringComparison.Ordinal);
        string name = after ? call["after ".Length..] : call;
        var others = all.TakeWhile(fault => fault.Call != call).ToArray();
        var scene = new Scene(wasRunning, others);
        try
        {
            scene.Run();
        }
        catch (Exception e) when (e is MigrationException or OperationCanceledException)
        {
            // Only its log is wanted.
        }
        return scene.World.Log.First(line => line.What == name).Point + (after ? 1 : 0);
    }
}
