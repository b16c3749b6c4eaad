using VirtCore.Migration;

namespace VirtCore.LiveTests.Migration;

/// <summary>A real target that tells of each call before it is made and after it has had its effect.</summary>
internal sealed class SteppedTarget(IMigrationTarget target, Func<string, ValueTask> onStep) : IMigrationTarget
{
    public string Locator => target.Locator;

    public Task<string> Lost => target.Lost;

    public async ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before($"target.Write {record.Step}"));
        await target.WriteRecordAsync(record, cancellationToken);
        await onStep(MigrationStepName.After($"target.Write {record.Step}"));
    }

    public async ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("target.Remove"));
        await target.RemoveRecordAsync(id, cancellationToken);
        await onStep(MigrationStepName.After("target.Remove"));
    }

    public async ValueTask<MigrationChannel> PrepareAsync(MigrationOffer offer, MigrationOptions options, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("target.Prepare"));
        MigrationChannel channel = await target.PrepareAsync(offer, options, cancellationToken);
        await onStep(MigrationStepName.After("target.Prepare"));
        return channel;
    }

    public async ValueTask WaitForIncomingAsync(CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("target.WaitForIncoming"));
        await target.WaitForIncomingAsync(cancellationToken);
        await onStep(MigrationStepName.After("target.WaitForIncoming"));
    }

    public async ValueTask<bool> CommitAsync(Guid id, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("target.Commit"));
        bool committed = await target.CommitAsync(id, cancellationToken);
        await onStep(MigrationStepName.After("target.Commit"));
        return committed;
    }

    public async ValueTask<DateTimeOffset?> StartAsync(bool run, CancellationToken cancellationToken)
    {
        await onStep(MigrationStepName.Before("target.Start"));
        DateTimeOffset? started = await target.StartAsync(run, cancellationToken);
        await onStep(MigrationStepName.After("target.Start"));
        return started;
    }

    public ValueTask<MigrationDecision> ResolveAsync(Guid id, CancellationToken cancellationToken) => target.ResolveAsync(id, cancellationToken);

    public ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken) => target.IsAliveAsync(cancellationToken);

    public ValueTask<MigrationRecord?> ReadRecordAsync(Guid id, CancellationToken cancellationToken) => target.ReadRecordAsync(id, cancellationToken);

    public ValueTask DiscardAsync(CancellationToken cancellationToken) => target.DiscardAsync(cancellationToken);
}
