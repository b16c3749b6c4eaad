using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Starts an outgoing migration (<c>migrate</c>). It answers when the migration has begun; see the MIGRATION events for its way.</summary>
    /// <param name="uri">Where to: <c>fd:NAME</c> for a descriptor given by <see cref="GetFdAsync"/>, <c>unix:PATH</c>, <c>tcp:HOST:PORT</c>.</param>
    /// <param name="timeout">The time-out, or null for that of the call's class.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer; it does not cancel the migration.</param>
    public ValueTask MigrateAsync(string uri, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Migrate(uri), timeout, cancellationToken);

    /// <summary>Tells a machine that was started with <c>-incoming defer</c> where its state comes from (<c>migrate-incoming</c>).</summary>
    public ValueTask MigrateIncomingAsync(string uri, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MigrateIncoming(uri), timeout, cancellationToken);

    /// <summary>Lets a migration go on that paused before its switchover (<c>migrate-continue</c>).</summary>
    /// <param name="state">The status it is paused in: <see cref="MigrationStatus.PreSwitchover"/>. QEMU refuses any other than the present one.</param>
    /// <param name="timeout">The time-out, or null for that of the call's class.</param>
    /// <param name="cancellationToken">Gives up waiting for the answer.</param>
    public ValueTask MigrateContinueAsync(
        MigrationStatus state = MigrationStatus.PreSwitchover, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MigrateContinue(state), timeout, cancellationToken);

    /// <summary>Cancels an outgoing migration (<c>migrate_cancel</c>). It answers at once; the status then goes by cancelling to cancelled.</summary>
    public ValueTask MigrateCancelAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(MigrateCancel), timeout, cancellationToken);

    /// <summary>Asks where a migration is (<c>query-migrate</c>), on either side.</summary>
    public ValueTask<MigrationInfo> QueryMigrateAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMigrate, MigrationInfo>(default, timeout, cancellationToken);

    /// <summary>Switches capabilities on or off (<c>migrate-set-capabilities</c>), on both sides alike and before the migration. QEMU takes all of them or none.</summary>
    public ValueTask MigrateSetCapabilitiesAsync(
        ReadOnlySpan<MigrationCapability> capabilities, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MigrateSetCapabilities(capabilities), timeout, cancellationToken);

    /// <summary>Asks which capabilities this QEMU has, and which are on (<c>query-migrate-capabilities</c>).</summary>
    public ValueTask<IReadOnlyList<MigrationCapability>> QueryMigrateCapabilitiesAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMigrateCapabilities, IReadOnlyList<MigrationCapability>>(default, timeout, cancellationToken);

    /// <summary>Changes settings (<c>migrate-set-parameters</c>); the limits also while a migration runs.</summary>
    public ValueTask MigrateSetParametersAsync(
        MigrationParameters parameters, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MigrateSetParameters(parameters), timeout, cancellationToken);
}
