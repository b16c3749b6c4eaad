using System.Diagnostics;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Systemd;

/// <summary>A host without root, at its user's own systemd.</summary>
public sealed class UserScopeTests : SystemdTest
{
    private const string User = "daemon";
    private readonly string _name = $"virtcore-{NewName()}";
    private bool _started;

    [Fact]
    public async Task A_host_without_root_has_a_scope_and_cgroups_of_its_own()
    {
        _ = await ManagerAsync();
        _started = true;
        string bus = $"/run/{_name}/bus";
        // A user's manager without the session that usually starts it.
        await CommandAsync(
            "systemd-run", "-q", "--collect", $"--unit={_name}-manager", "-p", "DefaultDependencies=no", "-p", "Delegate=yes", "-p", $"User={User}",
            "-p", $"RuntimeDirectory={_name}", $"--setenv=XDG_RUNTIME_DIR=/run/{_name}", "/lib/systemd/systemd", "--user", "--unit=sockets.target");
        long start = Stopwatch.GetTimestamp();
        while (!File.Exists(bus) && Stopwatch.GetElapsedTime(start) < LongPatience)
            await Task.Delay(20);
        if (!File.Exists(bus))
            Assert.Skip("needs a user bus: no dbus-user-session here.");

        string directory = StateDirectory("host");
        await CommandAsync("/bin/sh", "-c", "chmod 755 \"$0\" && chown \"$2\" \"$1\"", PrivateDirectory, directory, User);
        await CommandAsync(
            "systemd-run",
            [
                "-q", "--collect", $"--unit={_name}-host", "-p", "DefaultDependencies=no", "-p", $"User={User}", $"--setenv=XDG_RUNTIME_DIR=/run/{_name}",
                $"--setenv=DOTNET_ROOT={Environment.GetEnvironmentVariable("DOTNET_ROOT")}", $"--setenv=HOME={directory}",
                "-p", $"StandardError=file:{directory}/error",
                .. Controllers.CommandLine(ServiceController.Name, directory, ServiceController.InUserScope),
            ]);
        string report = Path.Combine(directory, "report");
        start = Stopwatch.GetTimestamp();
        while (!File.Exists(report))
        {
            if (Stopwatch.GetElapsedTime(start) > LongPatience)
                Assert.Fail($"No report: {await File.ReadAllTextAsync(Path.Combine(directory, "error"))}");
            await Task.Delay(20);
        }

        string[] words = (await File.ReadAllTextAsync(report)).Split(' ');
        int id = int.Parse(words[1]);
        Assert.StartsWith($"/system.slice/{_name}-manager.service/virtcore.slice/virtcore-live", CgroupOf(id), StringComparison.Ordinal);
        using Pidfd process = Pidfd.Open(id), guard = Pidfd.Open(int.Parse(words[2]));
        await SystemctlAsync("stop", $"{_name}-host.service");
        Assert.False(process.HasExited);
        process.Signal(9);
        await guard.WaitAsync().AsTask().WaitAsync(LongPatience);
    }

    protected override async ValueTask CleanUpAsync()
    {
        if (_started)
            await CommandAsync("/bin/sh", "-c", "systemctl stop \"$0-host.service\" \"$0-manager.service\"; systemctl reset-failed \"$0*\"; true", _name);
        await base.CleanUpAsync();
    }
}
