namespace VirtCore.Host;

/// <summary>A scope that was started: a name and a place, no possession.</summary>
/// <remarks>
/// Nothing is to be disposed: systemd removes the unit, its cgroup and all below when the last process in it has ended, whoever lives or dies. Thread-safe.
/// </remarks>
public sealed class SystemdScope
{
    private readonly SystemdManager _manager;
    private readonly TimeSpan _stopTimeout;

    internal SystemdScope(SystemdManager manager, ScopeRequest request, string controlGroup)
    {
        _manager = manager;
        _stopTimeout = request.StopTimeout;
        UnitName = request.UnitName;
        ControlGroup = controlGroup;
    }

    /// <summary>The unit's name.</summary>
    public string UnitName { get; }

    /// <summary>Its cgroup's path from the root of the hierarchy: <c>/virtcore.slice/virtcore-1.scope</c>.</summary>
    public string ControlGroup { get; }

    /// <summary>
    /// Ends its processes: SIGTERM, and SIGKILL after the scope's <see cref="ScopeRequest.StopTimeout"/>. Returns when all are gone, at once when the scope is.
    /// </summary>
    /// <exception cref="TimeoutException">It did not end in time; systemd goes on with it.</exception>
    /// <exception cref="SystemdException">systemd refused, or the job was not done.</exception>
    public ValueTask StopAsync(CancellationToken cancellationToken = default) => _manager.StopAsync(UnitName, _stopTimeout, cancellationToken);

    /// <summary>Sends a signal to every process in it and below it (<c>KillUnit</c>).</summary>
    /// <returns>False when the scope is gone.</returns>
    /// <exception cref="SystemdException">systemd refused.</exception>
    public ValueTask<bool> KillAsync(int signal, CancellationToken cancellationToken = default) => _manager.KillAsync(UnitName, signal, cancellationToken);

    /// <summary>
    /// Tells systemd that nobody looks after it any more (<c>Abandon</c>). Its processes go on; they are still ended at a stop and at the machine's shutdown.
    /// </summary>
    /// <returns>False when the scope is gone.</returns>
    /// <exception cref="SystemdException">systemd refused.</exception>
    public ValueTask<bool> AbandonAsync(CancellationToken cancellationToken = default) => _manager.AbandonAsync(UnitName, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => UnitName;
}
