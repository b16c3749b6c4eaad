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
        MigrationParameters parameters, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        if (parameters.AvailableSwitchoverBandwidthBytes is not null)
            RequireArgument("migrate-set-parameters", "avail-switchover-bandwidth", 8, 2);
        if (parameters.VcpuDirtyLimit is not null)
            RequireArgument("migrate-set-parameters", "vcpu-dirty-limit", 8, 1);
        if (parameters.Mode is not null)
            RequireArgument("migrate-set-parameters", "mode", 8, 2);
        if (parameters.ZeroPageDetection is not null)
            RequireArgument("migrate-set-parameters", "zero-page-detection", 9, 0);
        if (parameters.DirectIo is not null)
            RequireArgument("migrate-set-parameters", "direct-io", 9, 1);
        return ExecuteAsync(new MigrateSetParameters(parameters), timeout, cancellationToken);
    }

    /// <summary>
    /// Pauses a post-copy migration whose channel hangs, so that it can be recovered. Out-of-band: it gets through a blocked main
    /// loop. QEMU: <c>migrate-pause</c>, since 3.0.
    /// </summary>
    public ValueTask MigratePauseAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(MigratePause), timeout, cancellationToken);

    /// <summary>
    /// Gives the target of a paused post-copy migration a new channel. Out-of-band. QEMU: <c>migrate-recover</c>, since 3.0.
    /// </summary>
    public ValueTask MigrateRecoverAsync(string uri, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new MigrateRecover(uri), timeout, cancellationToken);

    /// <summary>
    /// Switches an outgoing migration to post-copy. The capability <c>postcopy-ram</c> must have been on since before it began. QEMU:
    /// <c>migrate-start-postcopy</c>, since 2.5.
    /// </summary>
    public ValueTask MigrateStartPostcopyAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(MigrateStartPostcopy), timeout, cancellationToken);

    /// <summary>Asks for the migration's settings. QEMU: <c>query-migrate-parameters</c>, since 2.4.</summary>
    public ValueTask<CurrentMigrationParameters> QueryMigrateParametersAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryMigrateParameters, CurrentMigrationParameters>(default, timeout, cancellationToken);

    /// <summary>Begins to measure how fast the guest dirties memory. QEMU: <c>calc-dirty-rate</c>, since 5.2.</summary>
    public ValueTask CalcDirtyRateAsync(
        int seconds, int? samplePages = null, DirtyRateMode? mode = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new CalcDirtyRate(seconds, samplePages, mode), timeout, cancellationToken);

    /// <summary>Asks for the result of the last measuring of the dirty rate. QEMU: <c>query-dirty-rate</c>, since 5.2.</summary>
    public ValueTask<DirtyRate> QueryDirtyRateAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryDirtyRate, DirtyRate>(default, timeout, cancellationToken);

    /// <summary>
    /// Limits how fast vCPUs dirty memory, in MiB each second; one of them, or all where null. Needs KVM's dirty ring. QEMU:
    /// <c>set-vcpu-dirty-limit</c>, since 7.1.
    /// </summary>
    public ValueTask SetVcpuDirtyLimitAsync(
        long mebibytesPerSecond, int? cpuIndex = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        RequireCommand("set-vcpu-dirty-limit", 7, 1);
        return ExecuteAsync(new SetVcpuDirtyLimit(mebibytesPerSecond, cpuIndex), timeout, cancellationToken);
    }

    /// <summary>Ends the limit, of one vCPU or of all. QEMU: <c>cancel-vcpu-dirty-limit</c>, since 7.1.</summary>
    public ValueTask CancelVcpuDirtyLimitAsync(
        int? cpuIndex = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        RequireCommand("cancel-vcpu-dirty-limit", 7, 1);
        return ExecuteAsync(new CancelVcpuDirtyLimit(cpuIndex), timeout, cancellationToken);
    }

    /// <summary>Asks for the vCPUs' limits. QEMU: <c>query-vcpu-dirty-limit</c>, since 7.1.</summary>
    public ValueTask<IReadOnlyList<VcpuDirtyLimit>> QueryVcpuDirtyLimitAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        RequireCommand("query-vcpu-dirty-limit", 7, 1);
        return ExecuteAsync<QueryVcpuDirtyLimit, IReadOnlyList<VcpuDirtyLimit>>(default, timeout, cancellationToken);
    }
}
