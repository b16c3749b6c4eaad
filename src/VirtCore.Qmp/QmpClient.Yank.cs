using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Cuts connections that hang, so that what waits for them fails. Out-of-band: it gets through a blocked main loop. QEMU: <c>yank</c>, since 6.0.</summary>
    public ValueTask YankAsync(
        ReadOnlySpan<YankInstance> instances, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Yank(instances), timeout, cancellationToken);

    /// <summary>Asks for the connections that can be cut. Out-of-band. QEMU: <c>query-yank</c>, since 6.0.</summary>
    public ValueTask<IReadOnlyList<YankInstance>> QueryYankAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryYank, IReadOnlyList<YankInstance>>(default, timeout, cancellationToken);
}
