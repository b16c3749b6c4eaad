using VirtCore.Host;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A host that starts a process in a cgroup that is made for it, with a helper in it, and is killed.</summary>
internal static class MadeCgroupController
{
    public const string Name = "made-cgroup";
    public const string Armed = "armed";
    public const string Committed = "committed";
    public const string DieStarting = "die-starting";
    public const string Helped = "setsid sleep 1000 & echo $! > helper.tmp; mv helper.tmp helper; wait";

    public static readonly Guid Id = new("11112222-3333-4444-5555-666677778888");

    public static async Task<int> RunAsync(string directory, string cgroup, string mode)
    {
        using CgroupV2 parent = CgroupHierarchy.Read().Open(cgroup);
        ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        var request = new LaunchRequest { FileName = "/bin/sh", Arguments = ["-c", Helped], StateDirectory = directory, CgroupParent = parent };
        if (mode == DieStarting)
        {
            ValueTask<SupervisedProcess> starting = launcher.LaunchAsync(request);
            System.Diagnostics.Process.GetCurrentProcess().Kill();
            await starting;
        }

        SupervisedProcess process = await launcher.LaunchAsync(request);
        if (mode == Committed && !await process.Lifeline.CommitAsync(Id))
            return 1;
        int helper = await CgroupLaunchTests.HelperAsync(process);
        Console.WriteLine($"{process.Id} {process.GuardId} {helper}");
        await Task.Delay(Timeout.Infinite);
        return 0;
    }
}
