using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Threaded cgroups: asked for by name, and never by accident.</summary>
public sealed class ThreadedCgroupTests : CgroupTest
{
    [Fact]
    public async Task Threads_of_one_process_live_in_cgroups_of_their_own()
    {
        using CgroupV2 vm = Own.Create("vm");
        SupervisedProcess process = await LaunchAsync(new LaunchRequest
        {
            FileName = Controllers.CommandLine("")[0],
            Arguments = [.. Controllers.CommandLine(ThreadsController.Name).Skip(1)],
            StateDirectory = StateDirectory(),
            Cgroup = vm,
        });
        using CgroupV2 vcpus = vm.CreateThreaded("vcpus");
        Assert.Equal((CgroupType.Threaded, CgroupType.DomainThreaded), (vcpus.Type, vm.Type));
        int thread = await ThreadAsync(process.Id);
        Assert.True(await vcpus.MoveThreadAsync(thread));
        Assert.Equal([thread], vcpus.GetThreads());
        Assert.DoesNotContain(thread, vm.GetThreads());
        Assert.Equal([process.Id], vm.GetProcesses());
        Assert.Equal(95, Assert.Throws<KernelException>(() => vcpus.GetProcesses()).Errno);
        Assert.Equal(95, Assert.Throws<KernelException>(vcpus.Kill).Errno);
        vm.Kill();
        await process.GuardLost.WaitAsync(Patience);
        await vm.RemoveAsync();
    }

    [Fact]
    public void A_cgroup_that_could_hold_nothing_is_not_made()
    {
        using CgroupV2 vm = Own.Create("vm");
        using CgroupV2 vcpus = vm.CreateThreaded("vcpus");
        Assert.Contains("domain invalid", Assert.Throws<InvalidOperationException>(() => vcpus.Create("below")).Message, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => vm.Create("beside"));
        Assert.Equal(["vcpus"], vm.GetChildren());
        Assert.Empty(vcpus.GetChildren());
    }

    [Fact]
    public async Task A_thread_does_not_leave_its_process_s_domain()
    {
        using CgroupV2 vm = Own.Create("vm");
        using CgroupV2 vcpus = vm.CreateThreaded("vcpus");
        using CgroupV2 other = Own.Create("other");
        SupervisedProcess process = await LaunchAsync(Sleep() with { Cgroup = other });
        var refused = await Assert.ThrowsAsync<KernelException>(async () => await vcpus.MoveThreadAsync(process.Id));
        Assert.Equal(95, refused.Errno);
        Assert.Contains("domain", refused.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_memory_is_distributed_no_threads_are()
    {
        Requires.CgroupController("memory");
        using CgroupV2 vm = Own.Create("vm");
        Own.EnableControllers(CgroupControllers.Memory);
        vm.EnableControllers(CgroupControllers.Memory);
        var refused = Assert.Throws<KernelException>(() => vm.CreateThreaded("vcpus"));
        Assert.Equal(95, refused.Errno);
        Assert.Empty(vm.GetChildren());
    }

    // The main thread has the process's number; the runtime has others from the first moment.
    private static async Task<int> ThreadAsync(int process)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            deadline.Token.ThrowIfCancellationRequested();
            foreach (string task in Directory.EnumerateDirectories($"/proc/{process}/task"))
            {
                if (int.Parse(Path.GetFileName(task)) is var thread && thread != process && (await File.ReadAllTextAsync($"{task}/comm")).Trim() == ThreadsController.ThreadName)
                    return thread;
            }

            await Task.Delay(5, CancellationToken.None);
        }
    }
}
