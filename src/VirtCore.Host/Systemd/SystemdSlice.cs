namespace VirtCore.Host;

/// <summary>A slice that is there.</summary>
/// <remarks>
/// It has no process of its own, so nobody's end removes it: it stays until <see cref="StopAsync"/> or the machine's end, and a later host that asks for it gets
/// the same one. Thread-safe.
/// </remarks>
public sealed class SystemdSlice
{
    private readonly SystemdManager _manager;

    internal SystemdSlice(SystemdManager manager, string unitName, string controlGroup)
    {
        _manager = manager;
        UnitName = unitName;
        ControlGroup = controlGroup;
    }

    /// <summary>The unit's name.</summary>
    public string UnitName { get; }

    /// <summary>Its cgroup's path from the root of the hierarchy: <c>/virtcore.slice</c>.</summary>
    public string ControlGroup { get; }

    /// <summary>Stops it and everything in it.</summary>
    /// <exception cref="TimeoutException">It did not end in time; systemd goes on with it.</exception>
    /// <exception cref="SystemdException">systemd refused, or the job was not done.</exception>
    public ValueTask StopAsync(CancellationToken cancellationToken = default) => _manager.StopAsync(UnitName, TimeSpan.Zero, cancellationToken);

    /// <inheritdoc/>
    public override string ToString() => UnitName;
}
