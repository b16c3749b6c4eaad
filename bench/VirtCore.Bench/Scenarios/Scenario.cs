namespace VirtCore.Bench;

/// <summary>Something that a user does with VirtCore, measured as a whole beside the same thing in C.</summary>
internal abstract class Scenario
{
    public static IReadOnlyList<Scenario> All { get; } =
        [new StartScenario(), new MigrationScenario(), new AutokillScenario(), new GuardMemoryScenario(), new QmpRoundTripScenario(),
            new QmpSchemaScenario(), new QmpEventScenario(), new QmpIdleScenario(), new QmpPeersScenario(),
            new CgroupSweepScenario(), new CgroupLifecycleScenario(), new CgroupKillScenario(),
            new KvmExitScenario(), new KvmKickScenario(), new KvmCreateScenario(), new KvmHelloScenario(), new DirtyHarvestScenario(),
            new NetlinkDumpScenario(), new NetlinkCodecScenario(), new TapLifecycleScenario()];

    public abstract string Name { get; }

    /// <summary>What is measured, in a line.</summary>
    public abstract string Summary { get; }

    /// <summary>How many runs (pairs of runs) make a figure, unless the user says otherwise.</summary>
    public abstract int DefaultRuns { get; }

    public abstract Task<IReadOnlyList<Figure>> RunAsync(Scratch scratch, int runs, CancellationToken cancellationToken);
}
