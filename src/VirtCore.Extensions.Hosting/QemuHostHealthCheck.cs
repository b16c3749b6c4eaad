using Microsoft.Extensions.Diagnostics.HealthChecks;
using VirtCore.Qemu;

namespace VirtCore.Extensions.Hosting;

/// <summary>
/// Healthy while the host is open; degraded while a domain waits for the word of a migration's target; unhealthy while there is no host.
/// </summary>
public sealed class QemuHostHealthCheck(QemuHostAccessor accessor) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (accessor.Current is not { } host)
            return Task.FromResult(HealthCheckResult.Unhealthy("The QEMU host is not open."));
        string[] undecided = [.. host.Domains.Where(static d => d.State == DomainState.MigrationUndecided).Select(static d => d.Name)];
        return Task.FromResult(undecided.Length == 0
            ? HealthCheckResult.Healthy($"{host.Domains.Count} domains.")
            : HealthCheckResult.Degraded($"These wait for the word of their migration's target: {string.Join(", ", undecided)}."));
    }
}
