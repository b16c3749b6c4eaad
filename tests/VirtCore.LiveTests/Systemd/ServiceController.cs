using VirtCore.Host;

namespace VirtCore.LiveTests.Systemd;

/// <summary>A host that runs as a service of systemd's: takes up the process that an earlier one left in its directory, or starts it.</summary>
internal static class ServiceController
{
    public const string Name = "service";
    public const string InScope = "scope";
    public const string InService = "service";

    public static readonly Guid Id = new("99990000-3333-4444-5555-666677778888");

    public static async Task<int> RunAsync(string directory, string mode)
    {
        string state = Path.Combine(directory, "machine");
        Directory.CreateDirectory(state);
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(state);
        string how = process is null ? "started" : "adopted";
        if (process is null)
        {
            await GuardRecord.DeleteAsync(state); // of one that was killed
            SystemdManager? manager = mode == InScope ? await SystemdManager.ConnectAsync(SystemdBus.System, SystemdTest.LongPatience) : null;
            ProcessLauncher launcher = await ProcessLauncher.StartAsync(new ProcessLauncherOptions
            {
                Timeout = SystemdTest.LongPatience,
                Scope = manager is null ? null : new LauncherScope(manager, new ScopeRequest { UnitName = SystemdUnitName.ForScope("live-host"), Slice = "virtcore.slice" }),
            });
            launcher.Cgroup?.EnableControllers(CgroupControllers.Memory);
            process = await launcher.LaunchAsync(
                new LaunchRequest { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = state, CgroupParent = launcher.Cgroup });
            if (!await process.Lifeline.CommitAsync(Id))
                return 1;
        }

        string report = Path.Combine(directory, "report");
        await File.WriteAllTextAsync(report + ".new", $"{how} {process.Id} {process.GuardId} {Environment.ProcessId}");
        File.Move(report + ".new", report, overwrite: true);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
