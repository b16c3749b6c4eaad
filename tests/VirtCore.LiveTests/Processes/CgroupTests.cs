using VirtCore.Host;
using VirtCore.Interop;
using Xunit;

namespace VirtCore.LiveTests.Processes;

/// <summary>A process that is born into a cgroup, and what the cut does to its helpers.</summary>
public sealed class CgroupTests : ProcessTest
{
    private readonly List<string> _cgroups = [];

    [Fact]
    public async Task It_is_born_there_and_its_helpers_die_with_the_cut()
    {
        string cgroup = Make();
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(cgroup);
        // The helper leaves the session and its parent: only the cgroup knows it.
        SupervisedProcess process = await LaunchAsync(
            Shell("setsid sleep 1000 & echo $! > helper.tmp; mv helper.tmp helper; wait") with { Cgroup = directory });
        using Pidfd helper = Pidfd.Open(await HelperAsync(process));
        Assert.Contains(Path.GetFileName(cgroup), await File.ReadAllTextAsync($"/proc/{process.Id}/cgroup"), StringComparison.Ordinal);
        Assert.DoesNotContain(Path.GetFileName(cgroup), await File.ReadAllTextAsync($"/proc/{process.GuardId}/cgroup"), StringComparison.Ordinal);
        await process.DisposeAsync();
        await helper.WaitAsync().AsTask().WaitAsync(Patience);
    }

    [Fact]
    public async Task Helpers_die_when_the_process_ends_by_itself()
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(Make());
        SupervisedProcess process = await LaunchAsync(
            Shell("setsid sleep 1000 & echo $! > helper.tmp; mv helper.tmp helper; read line") with { Cgroup = directory });
        int helper = await HelperAsync(process);
        await process.Exited.WaitAsync(Patience);
        await GoneAsync(helper);
    }

    [Fact]
    public async Task A_frozen_cgroup_is_a_time_out_that_leaves_nothing()
    {
        string cgroup = Make();
        await File.WriteAllTextAsync(Path.Combine(cgroup, "cgroup.freeze"), "1");
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(cgroup);
        await using ProcessLauncher launcher = await ProcessLauncher.StartAsync(new ProcessLauncherOptions { Timeout = TimeSpan.FromMilliseconds(500) });
        LaunchRequest request = Sleep() with { Cgroup = directory };
        await Assert.ThrowsAsync<TimeoutException>(async () => await launcher.LaunchAsync(request));
        Assert.Empty(Directory.EnumerateFileSystemEntries(request.StateDirectory));
    }

    [Fact]
    public async Task A_directory_that_is_no_cgroup_is_refused()
    {
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(PrivateDirectory);
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep() with { Cgroup = directory }));
        Assert.Equal("the request", refused.Step);
    }

    protected override async ValueTask CleanUpAsync()
    {
        await base.CleanUpAsync();
        foreach (string cgroup in _cgroups)
        {
            using var deadline = new CancellationTokenSource(Patience);
            while (true)
            {
                try
                {
                    Directory.Delete(cgroup);
                    break;
                }
                catch (IOException) when (!deadline.IsCancellationRequested)
                {
                    await Task.Delay(2); // the dead leave it after their pidfds have told
                }
            }
        }
    }

    private static async Task<int> HelperAsync(SupervisedProcess process)
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

    private string Make()
    {
        string? root = File.ReadLines("/proc/self/mounts").Select(static line => line.Split(' ')).FirstOrDefault(static mount => mount[2] == "cgroup2")?[1];
        if (root is null)
            Assert.Skip("needs a cgroup v2 hierarchy, and none is mounted.");
        string cgroup = Path.Combine(root, $"virtcore-test-{Guid.NewGuid():N}");
        try
        {
            Directory.CreateDirectory(cgroup);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            Assert.Skip($"needs to make a cgroup: {refused.Message}");
        }

        _cgroups.Add(cgroup);
        return cgroup;
    }
}
