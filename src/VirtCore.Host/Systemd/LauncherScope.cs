namespace VirtCore.Host;

/// <summary>A scope of systemd's for a native launcher, and so for all guards and processes that come of it.</summary>
/// <remarks>
/// They are then no part of the host's service: a restart of that service, which kills every process in the service's cgroup, leaves them alone, and the
/// next host takes up what was committed. Without it the service needs <c>KillMode=process</c>.
/// </remarks>
/// <param name="Manager">Who makes it. It must stay connected for as long as the launcher is used.</param>
/// <param name="Request">
/// The scope. A unique part is put before the <c>.scope</c> of its name: the scope lives on with its processes when the host has gone, and the next host needs one of its own.
/// </param>
public sealed record LauncherScope(SystemdManager Manager, ScopeRequest Request)
{
    private const string Suffix = ".scope";

    /// <summary>Puts a launcher that has just come up into a new scope; with <see cref="ScopeRequest.Delegate"/> into a leaf of it, so that cgroups can be made beside.</summary>
    /// <returns>The scope's cgroup; null where it is not delegated.</returns>
    internal async ValueTask<CgroupV2?> PlaceAsync(Pidfd launcher, CancellationToken cancellationToken)
    {
        string name = Request.UnitName.EndsWith(Suffix, StringComparison.Ordinal) ? Request.UnitName[..^Suffix.Length] : Request.UnitName;
        ScopeRequest request = Request with { UnitName = $"{name}-{Guid.NewGuid().ToString("N")[..12]}{Suffix}" };
        SystemdScope scope = await Manager.StartScopeAsync(request, [launcher], cancellationToken).ConfigureAwait(false);
        if (!Request.Delegate)
            return null;
        CgroupV2 cgroup = CgroupHierarchy.Read().Open(scope.ControlGroup);
        try
        {
            using CgroupV2 leaf = await cgroup.EnterSupervisorAsync(cancellationToken: cancellationToken).ConfigureAwait(false);
            return cgroup;
        }
        catch
        {
            cgroup.Dispose();
            throw;
        }
    }
}
