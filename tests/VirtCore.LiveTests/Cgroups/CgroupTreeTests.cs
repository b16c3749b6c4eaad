using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Making, finding and removing.</summary>
public sealed class CgroupTreeTests : CgroupTest
{
    [Fact]
    public async Task A_cgroup_is_made_found_and_removed()
    {
        using CgroupV2 made = Own.Create("a b");
        Assert.Equal($"{Own.Path}/a b", made.Path);
        Assert.Equal(CgroupType.Domain, made.Type);
        Assert.Equal(default, made.State);
        Assert.Empty(made.GetProcesses());
        using CgroupV2 below = made.Create("c");
        using (CgroupV2? found = Own.TryOpen("a b/c"))
            Assert.Equal(below.Path, found!.Path);
        using (CgroupV2 found = CgroupHierarchy.Read().Open(below.Path))
            Assert.Empty(found.GetChildren());
        Assert.Equal(["c"], made.GetChildren());
        await made.RemoveAsync();
        await made.RemoveAsync();
        Assert.Null(Own.TryOpen("a b"));
        Assert.Equal(2, Assert.Throws<KernelException>(() => Own.Open("a b")).Errno);
    }

    [Fact]
    public void What_is_gone_says_so()
    {
        using CgroupV2 made = Own.Create("gone");
        Directory.Delete(made.FullPath);
        Assert.Equal("The cgroup is gone, or what was named is not there.", Assert.Throws<KernelException>(() => made.State).Hint);
        Assert.Equal("The cgroup above it is gone.", Assert.Throws<KernelException>(() => made.Create("below")).Hint);
        Assert.Throws<KernelException>(() => made.GetProcesses());
        Assert.Throws<KernelException>(() => made.Write("cgroup.max.depth", "1"));
        Assert.Empty(made.GetChildren());
        made.Kill();
    }

    [Fact]
    public async Task A_new_cgroup_of_the_same_name_is_not_taken_for_the_old_one()
    {
        using CgroupV2 old = Own.Create("twice");
        Directory.Delete(old.FullPath);
        using CgroupV2 fresh = Own.Create("twice");
        await old.RemoveAsync();
        Assert.Equal(["twice"], Own.GetChildren());
        Assert.Equal(17, Assert.Throws<KernelException>(() => Own.Create("twice")).Errno);
    }

    [Fact]
    public void A_file_that_is_not_there_says_why()
    {
        using CgroupV2 made = Own.Create("files");
        Assert.Contains("kernel does not have it", Assert.Throws<NotSupportedException>(() => made.Write("cgroup.nothing", "1")).Message, StringComparison.Ordinal);
        Assert.Contains("misc controller is not enabled", Assert.Throws<NotSupportedException>(() => made.OpenFile("misc.max")).Message, StringComparison.Ordinal);
        Assert.Null(made.TryOpenFile("misc.max"));
        Assert.Null(made.TryReadText("misc.max"));
        var refused = Assert.Throws<KernelException>(() => made.Write("cgroup.max.depth", "much"));
        Assert.Equal(("write \"much\" to", 22, "The kernel does not take this value."), (refused.Operation, refused.Errno, refused.Hint));
        Assert.Equal($"{made.FullPath}/cgroup.max.depth", refused.Target);
    }

    [Fact]
    public async Task What_lives_in_it_keeps_it_and_that_is_said()
    {
        (CgroupV2 cgroup, SupervisedProcess process) = await SleepInAsync();
        using (cgroup)
        {
            var busy = await Assert.ThrowsAsync<KernelException>(async () => await cgroup.RemoveAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None));
            Assert.Equal(16, busy.Errno);
            using var cancel = new CancellationTokenSource();
            Task removal = cgroup.RemoveAsync(cancel.Token).AsTask();
            Assert.False(removal.IsCompleted);
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => removal);
            Task patient = cgroup.RemoveAsync().AsTask();
            cgroup.Kill();
            await patient.WaitAsync(Patience);
            Assert.Null(Own.TryOpen("sleep"));
            await process.Exited.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task A_process_is_moved_and_one_that_is_gone_is_not()
    {
        using CgroupV2 first = Own.Create("first");
        using CgroupV2 second = Own.Create("second");
        SupervisedProcess process = await LaunchAsync(Sleep() with { Cgroup = first });
        Assert.True(await second.MoveAsync(process.Id));
        Assert.Empty(first.GetProcesses());
        Assert.Equal([process.Id], second.GetProcesses());
        Assert.Equal([process.Id], second.GetThreads());
        process.Kill();
        await process.GuardLost.WaitAsync(Patience);
        Assert.False(await first.MoveAsync(process.Id));
        // A kernel thread is tried five times and refused.
        Assert.Equal(22, (await Assert.ThrowsAsync<KernelException>(async () => await first.MoveAsync(2))).Errno);
    }

    [Fact]
    public async Task A_supervisor_takes_all_processes_of_a_cgroup()
    {
        using CgroupV2 host = Own.Create("host");
        SupervisedProcess one = await LaunchAsync(Sleep("one") with { Cgroup = host });
        SupervisedProcess two = await LaunchAsync(Sleep("two") with { Cgroup = host });
        using CgroupV2 supervisor = await host.EnterSupervisorAsync();
        using CgroupV2 again = await host.EnterSupervisorAsync();
        Assert.Equal($"{host.Path}/supervisor", again.Path);
        Assert.Empty(host.GetProcesses());
        Assert.Equal(new[] { one.Id, two.Id }.Order(), supervisor.GetProcesses().Order());
        host.Kill();
        await Task.WhenAll(one.GuardLost, two.GuardLost).WaitAsync(Patience);
    }

    [Fact]
    public async Task Many_ids_are_all_read()
    {
        using CgroupV2 cgroup = Own.Create("many");
        SupervisedProcess process = await LaunchAsync(Shell("mkfifo never; for i in $(seq 1500); do (read line <never) & done; wait") with { Cgroup = cgroup });
        using var deadline = new CancellationTokenSource(Patience);
        while (cgroup.GetProcesses().Count < 1501)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Delay(10, CancellationToken.None);
        }

        Assert.Equal(1501, cgroup.GetProcesses().Distinct().Count());
        cgroup.Kill();
        await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
        await process.GuardLost.WaitAsync(Patience);
    }

    [Fact]
    public void A_controller_that_is_not_there_is_not_supported()
    {
        using CgroupV2 cgroup = Own.Create("controllers");
        Assert.Equal(CgroupControllers.None, cgroup.EnabledControllers);
        CgroupControllers missing = CgroupControllers.Rdma | CgroupControllers.Misc;
        if ((cgroup.Controllers & missing) != 0)
            Assert.Skip("this cgroup has the controllers that the test counts on being away.");
        Assert.Contains("misc", Assert.Throws<NotSupportedException>(() => cgroup.EnableControllers(missing)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => cgroup.EnableControllers((CgroupControllers)(1 << 20)));
    }
}
