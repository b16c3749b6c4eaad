using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using VirtCore.Migration;
using VirtCore.Qemu;

namespace VirtCore.Extensions.Hosting;

/// <summary>Opens the host with the service and logs what recovery found.</summary>
internal sealed partial class QemuHostService(QemuHostAccessor accessor, IOptions<VirtCoreOptions> options, ILogger<QemuHostService> logger) : IHostedService
{
    private QemuHost? _host;

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        VirtCoreOptions settings = options.Value;
        try
        {
            _host = await QemuHost.OpenAsync(
                new QemuHostOptions
                {
                    StateDirectory = settings.StateDirectory,
                    Binary = settings.Binary,
                    StartTimeout = settings.StartTimeout,
                },
                cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e)
        {
            accessor.Fail(e);
            throw;
        }

        Log(_host.Recovery);
        accessor.Open(_host);
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        accessor.Close();
        if (_host is { } host)
            await host.DisposeAsync().ConfigureAwait(false);
    }

    private void Log(RecoveryReport report)
    {
        foreach (RecoveredDomain domain in report.Domains)
            LogDomain(domain.Description);
        foreach (MigrationResolution migration in report.Migrations)
            LogMigration(migration.Id, migration.Side, migration.Message);
        foreach (string damaged in report.Damaged)
            LogDamaged(damaged);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Description}")]
    private partial void LogDomain(string description);

    [LoggerMessage(Level = LogLevel.Information, Message = "Migration {Id}, {Side}: {Message}")]
    private partial void LogMigration(Guid id, MigrationSide side, string message);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Left alone: {Reason}")]
    private partial void LogDamaged(string reason);
}
