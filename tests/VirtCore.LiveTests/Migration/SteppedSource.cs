using VirtCore.Migration;

namespace VirtCore.LiveTests.Migration;

/// <summary>A real source that tells of each call before it is made and after it has had its effect.</summary>
internal sealed class SteppedSource(IMigrationSource source, Func<string, ValueTask> onStep) : IMigrationSource
{
    public string Locator => source.Locator;

    public Task<string> Lost => source.Lost;

    public async ValueTask<MigrationOffer> BeginAsync(Guid id, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("source.Begin"));
        MigrationOffer offer = await source.BeginAsync(id, cancellationToken);
        await onStep(MigrationStepName.After("source.Begin"));
        return offer;
    }

    public async ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before($"source.Write {record.Step}"));
        await source.WriteRecordAsync(record, cancellationToken);
        await onStep(MigrationStepName.After($"source.Write {record.Step}"));
    }

    public async ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("source.Remove"));
        await source.RemoveRecordAsync(id, cancellationToken);
        await onStep(MigrationStepName.After("source.Remove"));
    }

    public async ValueTask<DateTimeOffset?> PerformAsync(
        MigrationChannel channel, MigrationOptions options, IProgress<MigrationProgress>? progress, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("source.Perform"));
        DateTimeOffset? stoppedAt = await source.PerformAsync(channel, options, progress, cancellationToken);
        await onStep(MigrationStepName.After("source.Perform"));
        return stoppedAt;
    }

    public ValueTask<MigrationStreamStatistics> ReadStatisticsAsync(CancellationToken cancellationToken) => source.ReadStatisticsAsync(cancellationToken);

    public ValueTask RestoreAsync(bool running, CancellationToken cancellationToken) => source.RestoreAsync(running, cancellationToken);

    public async ValueTask DiscardAsync(CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("source.Discard"));
        await source.DiscardAsync(cancellationToken);
        await onStep(MigrationStepName.After("source.Discard"));
    }

    public ValueTask MarkUndecidedAsync(CancellationToken cancellationToken) => source.MarkUndecidedAsync(cancellationToken);

    public void End() => source.End();
}
