using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>A simulated source, as one driver sees it.</summary>
internal sealed class WorldSource(World world, Driver driver) : IMigrationSource
{
    private static readonly DateTimeOffset StoppedAt = new(2026, 1, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly MigrationStreamStatistics Statistics = new()
    {
        TransferredBytes = 1000,
        TotalBytes = 2000,
        Passes = 3,
        Downtime = TimeSpan.FromMilliseconds(4),
    };

    // Made once, as the simulation makes them by the million.
    private static readonly string[] Writes = [.. Enum.GetValues<MigrationStep>().Select(static step => $"source.Write({step})")];

    public string Locator => "host-a";

    public Task<string> Lost => world.SourceLost;

    public async ValueTask<MigrationOffer> BeginAsync(Guid id, CancellationToken cancellationToken)
    {
        MigrationOffer offer = await world.CallAsync(driver, "source.Begin", () =>
        {
            RequireLife();
            return new MigrationOffer { Id = id, Definition = World.Definition, WasRunning = world.WasRunning, SourceLocator = Locator };
        }, cancellationToken);
        // The job is not held by a Begin that throws.
        world.SourceJob = true;
        world.BeginCount++;
        return offer;
    }

    public async ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken) =>
        await world.CallAsync(driver, Writes[(int)record.Step], () => world.SourceRecord = record, cancellationToken);

    public async ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken) =>
        await world.CallAsync(driver, "source.RemoveRecord", () => world.SourceRecord = null, cancellationToken);

    public async ValueTask<DateTimeOffset?> PerformAsync(
        MigrationChannel channel, MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        await world.CallAsync(driver, "source.Perform", () =>
        {
            RequireLife();
            progress?.Report(new MigrationProgress { Phase = MigrationPhase.Begin, Elapsed = default, TransferredBytes = 500, TotalBytes = 2000 });
            return 0;
        }, cancellationToken);
        await world.WithinAsync(driver, "streaming", cancellationToken);
        RequireLife();
        if (!world.TargetAlive)
            throw new IOException("broken pipe");
        world.StopSource();
        world.StreamComplete = true;
        await world.WithinAsync(driver, "all is sent", cancellationToken);
        RequireLife();
        return world.WasRunning ? StoppedAt : null;
    }

    public async ValueTask<MigrationStreamStatistics> ReadStatisticsAsync(CancellationToken cancellationToken) =>
        await world.CallAsync(driver, "source.ReadStatistics", () =>
        {
            RequireLife();
            return Statistics;
        }, cancellationToken);

    public async ValueTask RestoreAsync(bool running, CancellationToken cancellationToken) => await world.CallAsync(driver, "source.Restore", () =>
    {
        RequireLife();
        world.Hold(running == world.WasRunning, "the source is given another run state than it had");
        world.RestoreSource();
        world.SourceUndecided = false;
        return 0;
    }, cancellationToken);

    public async ValueTask DiscardAsync(CancellationToken cancellationToken) => await world.CallAsync(driver, "source.Discard", () =>
    {
        world.DiscardSource();
        return 0;
    }, cancellationToken);

    public async ValueTask MarkUndecidedAsync(CancellationToken cancellationToken) =>
        await world.CallAsync(driver, "source.MarkUndecided", () => world.SourceUndecided = true, cancellationToken);

    public void End()
    {
        if (!driver.Alive)
            return;
        world.Hold(world.SourceJob, "a job is ended that is not held");
        world.SourceJob = false;
        world.EndCount++;
    }

    private void RequireLife()
    {
        if (!world.SourceAlive)
            throw new IOException("the source's monitor is closed");
    }
}
