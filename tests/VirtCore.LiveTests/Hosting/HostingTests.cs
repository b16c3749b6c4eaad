using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using VirtCore.Extensions.Hosting;
using VirtCore.LiveTests.Migration;
using VirtCore.Qemu;
using Xunit;

namespace VirtCore.LiveTests.Hosting;

public sealed class HostingTests : MigrationTest
{
    [Fact]
    public async Task A_service_opens_the_host_and_leaves_its_domains_running()
    {
        int processId;
        using (IHost service = Build(SourceDirectory))
        {
            await service.StartAsync();
            QemuHost host = await service.Services.GetRequiredService<QemuHostAccessor>().GetAsync();
            processId = (await StartGuestAsync(host)).ProcessId;
            Assert.Equal(HealthStatus.Healthy, await CheckAsync(service));
            await service.StopAsync();
            Assert.Equal(HealthStatus.Unhealthy, await CheckAsync(service));
        }

        QemuHost again = await OpenSourceAsync();
        Assert.Equal(processId, Assert.Single(again.Domains).ProcessId);
    }

    [Fact]
    public async Task A_service_that_cannot_open_its_host_does_not_start()
    {
        using IHost service = Build(SourceDirectory, "/nowhere/qemu");
        await Assert.ThrowsAsync<FileNotFoundException>(() => service.StartAsync());
        await Assert.ThrowsAsync<FileNotFoundException>(() => service.Services.GetRequiredService<QemuHostAccessor>().GetAsync());
    }

    private static IHost Build(string stateDirectory, string binary = "qemu-system-x86_64")
    {
        HostApplicationBuilder builder = Microsoft.Extensions.Hosting.Host.CreateEmptyApplicationBuilder(new HostApplicationBuilderSettings());
        builder.Services.AddVirtCore(options =>
        {
            options.StateDirectory = stateDirectory;
            options.Binary = binary;
        });
        return builder.Build();
    }

    private static async Task<HealthStatus> CheckAsync(IHost service) =>
        (await service.Services.GetRequiredService<QemuHostHealthCheck>().CheckHealthAsync(new HealthCheckContext())).Status;
}
