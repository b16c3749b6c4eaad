using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;
using VirtCore.Migration;

namespace VirtCore.Tests.Migration;

/// <summary>A simulated target, as one driver sees it.</summary>
internal sealed class WorldTarget(World world, Driver driver) : IMigrationTarget
{
    public static readonly DateTimeOffset StartedAt = new(2026, 1, 1, 12, 0, 0, 7, TimeSpan.Zero);

    // Made once, as the simulation makes them by the million.
    private static readonly string[] Writes = [.. Enum.GetValues<MigrationStep>().Select(static step => $"target.Write({step})")];

    public string Locator => "host-b";

    public Task<string> Lost => world.TargetLost;

    public async ValueTask WriteRecordAsync(MigrationRecord record, CancellationToken cancellationToken) =>
        await CallAsync(Writes[(int)record.Step], () => world.TargetRecord = record, cancellationToken);

    public async ValueTask RemoveRecordAsync(Guid id, CancellationToken cancellationToken) =>
        await CallAsync("target.RemoveRecord", () => world.TargetRecord = null, cancellationToken);

    public ValueTask<MigrationChannel> PrepareAsync(MigrationOffer offer, MigrationOptions options, CancellationToken cancellationToken) =>
        CallAsync("target.Prepare", () =>
        {
            world.TargetDirectory = true;
            world.GuardAlive = true;
            world.LifelineHolder = driver;
            world.WaitTarget();
            return new MigrationChannel(new NoSocket());
        }, cancellationToken);

    public async ValueTask WaitForIncomingAsync(CancellationToken cancellationToken) => await CallAsync("target.WaitForIncoming", () =>
        world.TargetAlive && world.StreamComplete ? 0 : throw new IOException("the stream is broken"), cancellationToken);

    public ValueTask<bool> CommitAsync(Guid id, CancellationToken cancellationToken) => CallAsync("target.Commit", () =>
    {
        if (!world.GuardAlive)
            throw new IOException("the guard is gone");
        if (!world.TargetAlive)
            world.Decision ??= MigrationDecision.Aborted;
        world.Decision ??= MigrationDecision.Committed;
        return world.Decision == MigrationDecision.Committed;
    }, cancellationToken);

    public ValueTask<DateTimeOffset?> StartAsync(bool run, CancellationToken cancellationToken) => CallAsync<DateTimeOffset?>("target.Start", () =>
    {
        if (!world.TargetAlive)
            throw new IOException("the target's monitor is closed");
        world.StartTarget(run);
        return run ? StartedAt : null;
    }, cancellationToken);

    public async ValueTask<MigrationDecision> ResolveAsync(Guid id, CancellationToken cancellationToken) =>
        await world.CallAsync(driver, "target.Resolve", () =>
        {
            if (!world.TargetReachable)
                return MigrationDecision.Unreachable;
            if (!world.TargetDirectory)
                return MigrationDecision.Aborted;
            world.Decision ??= MigrationDecision.Aborted;
            if (world.Decision == MigrationDecision.Aborted)
                world.KillTarget("killed by its guard");
            return world.Decision.Value;
        }, cancellationToken);

    public ValueTask<bool> IsAliveAsync(CancellationToken cancellationToken) =>
        CallAsync("target.IsAlive", () => world.TargetAlive, cancellationToken);

    public ValueTask<MigrationRecord?> ReadRecordAsync(Guid id, CancellationToken cancellationToken) =>
        CallAsync("target.ReadRecord", () => world.TargetRecord, cancellationToken);

    public async ValueTask DiscardAsync(CancellationToken cancellationToken) => await CallAsync("target.Discard", () =>
    {
        world.KillTarget("discarded");
        world.GuardAlive = false;
        world.TargetDirectory = false;
        world.Decision = null;
        return 0;
    }, cancellationToken);

    private ValueTask<T> CallAsync<T>(string name, Func<T> effect, CancellationToken cancellationToken) => world.CallAsync(
        driver, name, () => world.TargetReachable ? effect() : throw new IOException("the target's host does not answer"), cancellationToken);

    private sealed class NoSocket() : SafeHandleZeroOrMinusOneIsInvalid(ownsHandle: false)
    {
        protected override bool ReleaseHandle() => true;
    }
}
