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

    /// <summary>Resets the machine, as its button would. QEMU: <c>system_reset</c>, since 0.14.</summary>
    public ValueTask SystemResetAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(SystemReset), timeout, cancellationToken);

    /// <summary>Wakes a guest that sleeps (see <see cref="RunState.Suspended"/>). QEMU: <c>system_wakeup</c>, since 1.1.</summary>
    public ValueTask SystemWakeupAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(SystemWakeup), timeout, cancellationToken);

    /// <summary>
    /// Sends the guest a non-maskable interrupt; many guests write a crash dump then. QEMU: <c>inject-nmi</c>, since 0.14.
    /// </summary>
    public ValueTask InjectNmiAsync(TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(default(InjectNmi), timeout, cancellationToken);

    /// <summary>
    /// Says what QEMU does when the guest resets (<c>reset</c>, <c>shutdown</c>), shuts down (<c>poweroff</c>, <c>pause</c>), panics
    /// (<c>pause</c>, <c>shutdown</c>, <c>exit-failure</c>, <c>none</c>), or when its watchdog fires. Null leaves as it is. QEMU:
    /// <c>set-action</c>, since 6.0.
    /// </summary>
    public ValueTask SetActionAsync(
        string? reboot = null, string? shutdown = null, string? panic = null, string? watchdog = null, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new SetAction(reboot, shutdown, panic, watchdog), timeout, cancellationToken);

    /// <summary>
    /// Says what QEMU does when the guest's watchdog fires: <c>reset</c>, <c>shutdown</c>, <c>poweroff</c>, <c>pause</c>,
    /// <c>debug</c>, <c>none</c>, <c>inject-nmi</c>. QEMU: <c>watchdog-set-action</c>, since 2.11.
    /// </summary>
    public ValueTask WatchdogSetActionAsync(string action, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        ExecuteAsync(new WatchdogSetAction(action), timeout, cancellationToken);
}
