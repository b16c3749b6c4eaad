namespace VirtCore.Host;

/// <summary>What systemd says about a unit now.</summary>
/// <param name="ActiveState">Its <c>ActiveState</c>; null when there is no such unit.</param>
/// <param name="Job">The object path of the job that waits for it or runs, or null.</param>
internal readonly record struct UnitState(string? ActiveState, string? Job)
{
    public bool IsUp => ActiveState == "active";

    public bool IsDown => ActiveState is null or "inactive" or "failed";
}
