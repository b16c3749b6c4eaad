using VirtCore.Qmp.Commands;

namespace VirtCore.Qmp;

public sealed partial class QmpClient
{
    /// <summary>Asks whether the guest runs (<c>query-status</c>). Allocates nothing.</summary>
    public ValueTask<MachineStatus> QueryStatusAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync<QueryStatus, MachineStatus>(default, timeout, cancellationToken);

    /// <summary>Runs the guest's CPUs (<c>cont</c>). On a machine that waits for an incoming migration QEMU takes it as a wish for later.</summary>
    public ValueTask ContAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(Cont), timeout, cancellationToken);

    /// <summary>Stops the guest's CPUs (<c>stop</c>).</summary>
    public ValueTask StopAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(Stop), timeout, cancellationToken);

    /// <summary>Ends QEMU (<c>quit</c>). It answers first; then the session ends by <see cref="QmpDisconnectCause.EndOfStream"/>.</summary>
    /// <remarks>Only the process's exit says that it is gone: see its pidfd.</remarks>
    public ValueTask QuitAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(Quit), timeout, cancellationToken);

    /// <summary>Presses the guest's power button (<c>system_powerdown</c>). The guest may take its time, or not listen.</summary>
    public ValueTask SystemPowerdownAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(SystemPowerdown), timeout, cancellationToken);
}
