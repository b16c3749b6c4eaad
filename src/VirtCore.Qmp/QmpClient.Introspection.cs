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
}
