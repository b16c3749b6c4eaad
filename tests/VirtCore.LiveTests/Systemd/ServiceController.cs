using VirtCore.Host;

namespace VirtCore.LiveTests.Systemd;

/// <summary>A host under systemd: takes up the process that an earlier one left in its directory, or starts it.</summary>
internal static class ServiceController
{
    public const string Name = "service";

    /// <summary>The launcher is put into a scope, and the process committed.</summary>
    public const string InScope = "scope";

    /// <summary>The same at the user's own systemd.</summary>
    public const string InUserScope = "user-scope";

    /// <summary>All stays in the host's own cgroup.</summary>
    public const string InService = "service";

    /// <summary>In a scope, and nothing is committed.</summary>
    public const string Armed = "armed";

    public static readonly Guid Id = new("99990000-3333-4444-5555-666677778888");

    public static async Task<int> RunAsync(string directory, string mode)
    {
        string state = Path.Combine(directory, "machine");
        Directory.CreateDirectory(state);
        SupervisedProcess? process = await SupervisedProcess.AdoptAsync(state);
        string how = process is null ? "started" : "adopted";
        process ??= await StartAsync(state, mode);
        if (mode != Armed && how == "started" && !await process.Lifeline.CommitAsync(Id))
            return 1;
        string words = $"{how} {process.Id} {process.GuardId} {Environment.ProcessId}";
        Console.WriteLine(words);
        string report = Path.Combine(directory, "report");
        await File.WriteAllTextAsync(report + ".new", words);
        File.Move(report + ".new", report, overwrite: true);
        await Task.Delay(Timeout.Infinite);
        return 0;
    }

    private static async Task<SupervisedProcess> StartAsync(string state, string mode)
    {
        await GuardRecord.DeleteAsync(state); // of one that was killed
        LauncherScope? scope = null;
        if (mode != InService)
        {
            SystemdManager manager = await SystemdManager.ConnectAsync(mode == InUserScope ? SystemdBus.User : SystemdBus.System, SystemdTest.LongPatience);
            scope = new LauncherScope(manager, new ScopeRequest { UnitName = SystemdUnitName.ForScope("live-host"), Slice = "virtcore.slice" });
        }

        ProcessLauncher launcher = await ProcessLauncher.StartAsync(new ProcessLauncherOptions { Timeout = SystemdTest.LongPatience, Scope = scope });
        launcher.Cgroup?.EnableControllers(CgroupControllers.Memory);
        return await launcher.LaunchAsync(
            new LaunchRequest { FileName = "/bin/sleep", Arguments = ["1000"], StateDirectory = state, CgroupParent = launcher.Cgroup });
    }
}
