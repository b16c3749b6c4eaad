namespace VirtCore.Host;

/// <summary>A transient slice: a node of the hierarchy for scopes, with limits over all of them.</summary>
/// <remarks>
/// Slices are systemd's own and cannot be delegated: cgroups are made below a scope in it, never below the slice. See
/// <see href="https://www.freedesktop.org/software/systemd/man/latest/systemd.slice.html">systemd.slice(5)</see>.
/// </remarks>
public sealed record SliceRequest
{
    /// <summary>The unit's name: see <see cref="SystemdUnitName.ForSlice"/>.</summary>
    public required string UnitName { get; init; }

    /// <summary>What people see in <c>systemctl status</c>; null for the unit's name.</summary>
    public string? Description { get; init; }

    /// <summary>What systemd sets on the slice's cgroup.</summary>
    public UnitResources Resources { get; init; } = new();
}
