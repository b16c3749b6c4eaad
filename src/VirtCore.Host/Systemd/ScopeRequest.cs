namespace VirtCore.Host;

/// <summary>A transient scope: processes that somebody else started, in a cgroup that systemd makes for them.</summary>
/// <remarks>See <see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.scope.html">systemd.scope(5)</see>.</remarks>
public sealed record ScopeRequest
{
    /// <summary>The unit's name: see <see cref="SystemdUnitName.ForScope"/>.</summary>
    public required string UnitName { get; init; }

    /// <summary>The slice that it lives in (<c>virtcore.slice</c>), made when it is not there; null for the manager's own default.</summary>
    public string? Slice { get; init; }

    /// <summary>What people see in <c>systemctl status</c>; null for the unit's name.</summary>
    public string? Description { get; init; }

    /// <summary>
    /// Whether the cgroups below the scope's own are the caller's (<c>Delegate=yes</c>). Nobody may make cgroups below a scope without it.
    /// </summary>
    public bool Delegate { get; init; } = true;

    /// <summary>How long <see cref="SystemdScope.StopAsync"/>, or the machine's shutdown, waits between SIGTERM and SIGKILL (<c>TimeoutStopUSec</c>).</summary>
    public TimeSpan StopTimeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Units that start after it, and so stop before it when the machine shuts down: the host's own service, so that it can still end its virtual
    /// machines in good order.
    /// </summary>
    public IReadOnlyList<string> Before { get; init; } = [];

    /// <summary>What systemd sets on the scope's own cgroup.</summary>
    public UnitResources Resources { get; init; } = new();
}
