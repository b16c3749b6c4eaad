using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks for QEMU's version (<c>query-version</c>); <see cref="Greeting"/> has it already.</summary>
    public ValueTask<QmpVersion> QueryVersionAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryVersion, QmpVersion>(default, timeout, cancellationToken);

    /// <summary>Asks for the machine's name, set by <c>-name</c> (<c>query-name</c>); null where it has none.</summary>
    public ValueTask<string?> QueryNameAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryName, string?>(default, timeout, cancellationToken);

    /// <summary>Asks for the machine's UUID (<c>query-uuid</c>); all zeros where it has none.</summary>
    public ValueTask<Guid> QueryUuidAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryUuid, Guid>(default, timeout, cancellationToken);

    /// <summary>Asks whether KVM runs the machine (<c>query-kvm</c>).</summary>
    public ValueTask<KvmStatus> QueryKvmAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryKvm, KvmStatus>(default, timeout, cancellationToken);

    /// <summary>Asks for the vCPUs and the host threads that run them (<c>query-cpus-fast</c>), without interrupting them.</summary>
    public ValueTask<IReadOnlyList<CpuThread>> QueryCpusFastAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryCpusFast, IReadOnlyList<CpuThread>>(default, timeout, cancellationToken);

    /// <summary>Asks which commands this QEMU has. QEMU: <c>query-commands</c>, since 0.14.</summary>
    public ValueTask<IReadOnlyList<QmpCommandName>> QueryCommandsAsync(
        TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryCommands, IReadOnlyList<QmpCommandName>>(default, timeout, cancellationToken);

    /// <summary>What this QEMU understands, once <see cref="QueryQmpSchemaAsync"/> was answered; until then null.</summary>
    public QmpSchema? Schema { get; private set; }

    /// <summary>
    /// Asks what this QEMU understands, and keeps it in <see cref="Schema"/>: from then on, what a QEMU lacks is judged by it and not by the version.
    /// QEMU: <c>query-qmp-schema</c>, since 2.5.
    /// </summary>
    public async ValueTask<QmpSchema> QueryQmpSchemaAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default)
    {
        QmpSchema schema = await ExecuteAsync<QueryQmpSchema, QmpSchema>(default, timeout, cancellationToken).ConfigureAwait(false);
        Schema = schema;
        return schema;
    }
}
