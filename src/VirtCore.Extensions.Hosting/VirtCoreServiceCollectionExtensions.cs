using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace VirtCore.Extensions.Hosting;

/// <summary>Adds VirtCore to a service.</summary>
public static class VirtCoreServiceCollectionExtensions
{
    /// <summary>
    /// Opens a <see cref="Qemu.QemuHost"/> when the service starts, before services that are added later, and closes it when the service stops. Domains
    /// outlive the service unless they were started with AutoDestroy.
    /// </summary>
    /// <remarks>Take a <see cref="QemuHostAccessor"/> where the host is needed. For health checks add a check of type <see cref="QemuHostHealthCheck"/>.</remarks>
    public static IServiceCollection AddVirtCore(this IServiceCollection services, Action<VirtCoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<VirtCoreOptions>().Configure(options => configure?.Invoke(options));
        services.AddSingleton<QemuHostAccessor>();
        services.AddSingleton<QemuHostHealthCheck>();
        services.AddSingleton<IHostedService, QemuHostService>();
        return services;
    }
}
