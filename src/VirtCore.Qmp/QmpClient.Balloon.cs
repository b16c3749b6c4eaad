using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>
    /// Asks the guest to give memory back until it has as much as said. The guest may take its time, or not listen. QEMU:
    /// <c>balloon</c>, since 0.14.
    /// </summary>
    public ValueTask BalloonAsync(long targetBytes, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new Balloon(targetBytes), timeout, cancellationToken);

    /// <summary>
    /// Asks how much memory the balloon leaves the guest. Refused where there is no balloon. QEMU: <c>query-balloon</c>, since 0.14.
    /// </summary>
    public ValueTask<BalloonInfo> QueryBalloonAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryBalloon, BalloonInfo>(default, timeout, cancellationToken);
}
