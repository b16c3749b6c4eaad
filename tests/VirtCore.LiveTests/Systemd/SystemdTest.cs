using System.Diagnostics;
using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Systemd;

/// <summary>A test with the machine's systemd. No unit with the product's name may be left.</summary>
[Trait("lab", "systemd")]
public abstract class SystemdTest : ProcessTest
{
    /// <summary>An emulated machine's systemd takes its time.</summary>
    internal static readonly TimeSpan LongPatience = TimeSpan.FromSeconds(120);

    private readonly Lazy<Task<SystemdManager>> _manager = new(static () =>
    {
        Requires.Root();
        Requires.Systemd();
        return SystemdManager.ConnectAsync(SystemdBus.System, LongPatience).AsTask();
    });

    internal Task<SystemdManager> ManagerAsync() => _manager.Value;

    /// <summary>A name that no other test has.</summary>
    internal static string NewName() => $"live-{Guid.NewGuid().ToString("N")[..8]}";

    internal static ScopeRequest Scope(string? name = null) => new() { UnitName = SystemdUnitName.ForScope(name ?? NewName()) };

    /// <summary>Runs systemctl, which must succeed.</summary>
    internal static Task<string> SystemctlAsync(params string[] arguments) => CommandAsync("systemctl", arguments);

    internal static async Task<string> CommandAsync(string program, params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = await process.StandardOutput.ReadToEndAsync().WaitAsync(LongPatience);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {await error}");
        return output.Trim();
    }

    internal static Task<string> PropertyAsync(string unit, string property) => SystemctlAsync("show", "--value", "-p", property, unit);

    /// <summary>The cgroup of a process in the v2 hierarchy.</summary>
    internal static string CgroupOf(int id) =>
        File.ReadLines($"/proc/{id}/cgroup").First(static line => line.StartsWith("0::", StringComparison.Ordinal))[3..];

    /// <summary>Waits until systemd has forgotten all units whose name fits.</summary>
    internal static async Task ForgottenAsync(string pattern)
    {
        long start = Stopwatch.GetTimestamp();
        string left;
        do
            left = await SystemctlAsync("list-units", "--all", "--no-legend", "--plain", pattern);
        while (left.Length != 0 && Stopwatch.GetElapsedTime(start) < LongPatience);
        Assert.Equal("", left);
    }

    protected override async ValueTask CleanUpAsync()
    {
        await base.CleanUpAsync();
        if (!_manager.IsValueCreated || !_manager.Value.IsCompletedSuccessfully)
            return;
        (await ManagerAsync()).Dispose();
        await ForgottenAsync("virtcore*");
    }
}
