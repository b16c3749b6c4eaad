using VirtCore.Host;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A process that is born into a cgroup, and what the cut does to its helpers.</summary>
public sealed class CgroupLaunchTests : CgroupTest
{
    [Fact]
    public async Task It_is_born_there_and_its_helpers_die_with_the_cut()
    {
        using CgroupV2 cgroup = Own.Create("vm");
        // The helper leaves the session and its parent: only the cgroup knows it.
        SupervisedProcess process = await LaunchAsync(WithHelper("wait") with { Cgroup = cgroup });
        using Pidfd helper = Pidfd.Open(await HelperAsync(process));
        Assert.Contains(process.Id, cgroup.GetProcesses());
        Assert.Contains(cgroup.Path, await File.ReadAllTextAsync($"/proc/{process.Id}/cgroup"), StringComparison.Ordinal);
        Assert.DoesNotContain(process.GuardId, cgroup.GetProcesses());
        await process.DisposeAsync();
        await helper.WaitAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task Helpers_die_when_the_process_ends_by_itself()
    {
        using CgroupV2 cgroup = Own.Create("vm");
        SupervisedProcess process = await LaunchAsync(WithHelper("read line") with { Cgroup = cgroup });
        int helper = await HelperAsync(process);
        await process.Exited.WaitAsync(Patience);
        await GoneAsync(helper);
    }

    [Fact]
    public async Task A_frozen_cgroup_is_a_time_out_that_leaves_nothing()
    {
        using CgroupV2 cgroup = Own.Create("vm");
        await cgroup.FreezeAsync();
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync(new ProcessLauncherOptions { Timeout = TimeSpan.FromMilliseconds(500) });
        LaunchRequest request = Sleep() with { Cgroup = cgroup };
        await Assert.ThrowsAsync<TimeoutException>(async () => await launcher.LaunchAsync(request));
        Assert.Empty(Directory.EnumerateFileSystemEntries(request.StateDirectory));
    }

    [Fact]
    public async Task A_directory_that_is_no_cgroup_is_refused()
    {
        using var cgroup = new CgroupV2(DirectoryFile.OpenDirectory(PrivateDirectory), PrivateDirectory, "/");
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep() with { Cgroup = cgroup }));
        Assert.Equal("the request", refused.Step);
    }

    [Fact]
    public async Task Nothing_is_started_into_a_cgroup_that_was_killed()
    {
        (CgroupV2 cgroup, SupervisedProcess process) = await SleepInAsync();
        using (cgroup)
        {
            cgroup.Kill();
            Assert.Equal(9, (await process.Exited.WaitAsync(Patience)).Signal);
            await Assert.ThrowsAsync<InvalidOperationException>(async () => await LaunchAsync(Sleep("other") with { Cgroup = cgroup }));
        }
    }

    [Fact]
    public async Task Nor_into_one_whose_process_has_ended()
    {
        using CgroupV2 cgroup = Own.Create("vm");
        SupervisedProcess process = await LaunchAsync(Shell("exit 3") with { Cgroup = cgroup });
        Assert.Equal(3, (await process.Exited.WaitAsync(Patience)).Code);
        Assert.True(cgroup.IsKilled);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await LaunchAsync(Sleep("other") with { Cgroup = cgroup }));
    }

    private LaunchRequest WithHelper(string end) => Shell("setsid sleep 1000 & echo $! > helper.tmp; mv helper.tmp helper; " + end);

    internal static async Task<int> HelperAsync(SupervisedProcess process)
    {
        string path = Path.Combine(process.StateDirectory, "helper");
        using var watcher = new FileSystemWatcher(process.StateDirectory);
        var there = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        watcher.Renamed += (_, _) => there.TrySetResult();
        watcher.EnableRaisingEvents = true;
        if (!File.Exists(path))
            await there.Task.WaitAsync(Patience);
        return int.Parse(await File.ReadAllTextAsync(path));
    }
}
