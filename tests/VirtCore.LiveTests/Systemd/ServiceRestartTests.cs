using System.Diagnostics;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Systemd;

/// <summary>A host that is a service with systemd's defaults (<c>KillMode=control-group</c>), and what a restart of it does to its processes.</summary>
public sealed class ServiceRestartTests : SystemdTest
{
    private readonly string _service = $"virtcore-{NewName()}.service";
    private bool _started;

    [Fact]
    public async Task In_a_scope_of_their_own_they_live_on_and_are_taken_up()
    {
        (string how, int id, int guard, int host) = await StartAsync(ServiceController.InScope);
        Assert.Equal("started", how);
        Assert.StartsWith("/virtcore.slice/virtcore-live", CgroupOf(id), StringComparison.Ordinal);
        Assert.EndsWith("/supervisor", CgroupOf(guard), StringComparison.Ordinal);
        using Pidfd process = Pidfd.Open(id);

        (string howThen, int idThen, int guardThen, int hostThen) = await RestartAsync();
        Assert.Equal(("adopted", id, guard), (howThen, idThen, guardThen));
        Assert.NotEqual(host, hostThen);

        // And when the host dies of SIGKILL: systemd ends the service with all in its cgroup, and starts it anew.
        File.Delete(ReportPath);
        await SystemctlAsync("kill", "-s", "KILL", "--kill-whom=main", _service);
        (howThen, idThen, _, int last) = await ReportAsync();
        Assert.Equal(("adopted", id), (howThen, idThen));
        Assert.NotEqual(hostThen, last);
        Assert.False(process.HasExited);

        // Nothing of theirs is left when they end.
        process.Signal(9);
        await GoneAsync(guard);
        await SystemctlAsync("stop", _service);
        await ForgottenAsync("virtcore*.scope");
        await ForgottenAsync("virtcore*.slice");
    }

    [Fact]
    public async Task In_the_services_own_cgroup_they_die_with_it()
    {
        (string how, int id, int guard, _) = await StartAsync(ServiceController.InService);
        Assert.Equal("started", how);
        Assert.Equal($"/system.slice/{_service}", CgroupOf(guard));
        using Pidfd process = Pidfd.Open(id);
        (string howThen, int idThen, _, _) = await RestartAsync();
        Assert.Equal("started", howThen);
        Assert.NotEqual(id, idThen);
        Assert.True(process.HasExited);
        await SystemctlAsync("stop", _service);
    }

    protected override async ValueTask CleanUpAsync()
    {
        if (_started)
        {
            await CommandAsync("/bin/sh", "-c", "systemctl stop \"$0\"; rm -f \"$1\"; systemctl daemon-reload; systemctl reset-failed \"$0\"; true", _service, UnitPath);
            if (await LeftAsync() is { } left)
            {
                await using (left)
                    left.Kill();
            }
        }

        await base.CleanUpAsync();
    }

    private string ReportPath => Path.Combine(PrivateDirectory, "report");

    private string UnitPath => $"/run/systemd/system/{_service}";

    private async Task<SupervisedProcess?> LeftAsync()
    {
        string state = Path.Combine(PrivateDirectory, "machine");
        return Directory.Exists(state) ? await SupervisedProcess.AdoptAsync(state) : null;
    }

    private async Task<(string How, int Id, int Guard, int Host)> StartAsync(string mode)
    {
        _ = await ManagerAsync();
        _started = true;
        string command = string.Join(' ', Controllers.CommandLine(ServiceController.Name, PrivateDirectory, mode).Select(static word => $"\"{word}\""));
        await File.WriteAllTextAsync(UnitPath, $"""
            [Unit]
            DefaultDependencies=no
            [Service]
            Type=exec
            Restart=always
            RestartSec=0
            Environment="PATH={Environment.GetEnvironmentVariable("PATH")}" "DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT")}" HOME=/root
            ExecStart={command}

            """);
        await SystemctlAsync("daemon-reload");
        await SystemctlAsync("start", _service);
        return await ReportAsync();
    }

    private async Task<(string How, int Id, int Guard, int Host)> RestartAsync()
    {
        File.Delete(ReportPath);
        await SystemctlAsync("restart", _service);
        return await ReportAsync();
    }

    private async Task<(string How, int Id, int Guard, int Host)> ReportAsync()
    {
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(ReportPath))
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < LongPatience, $"{_service} does not report.");
            await Task.Delay(20);
        }

        string[] words = (await File.ReadAllTextAsync(ReportPath)).Split(' ');
        return (words[0], int.Parse(words[1]), int.Parse(words[2]), int.Parse(words[3]));
    }
}
