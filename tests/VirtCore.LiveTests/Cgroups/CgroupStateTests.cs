using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>Freezing, killing, and what the kernel tells.</summary>
public sealed class CgroupStateTests : CgroupTest
{
    // Forks as fast as it can, each child another one that outlives it.
    private const string Forker = "f() { while :; do (sleep 1000 & sleep 0.01) & wait $!; done; }; f & f & wait";

    [Fact]
    public async Task A_frozen_cgroup_stands_still_until_it_is_thawed()
    {
        using CgroupV2 cgroup = Own.Create("frozen");
        SupervisedProcess process = await LaunchAsync(Shell("while :; do :; done") with { Cgroup = cgroup });
        await cgroup.FreezeAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(new CgroupState(Populated: true, Frozen: true), cgroup.State);
        string before = CpuTimeOf(process.Id);
        await cgroup.FreezeAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(before, CpuTimeOf(process.Id));
        await cgroup.ThawAsync().AsTask().WaitAsync(Patience);
        Assert.False(cgroup.State.Frozen);
        using var deadline = new CancellationTokenSource(Patience);
        while (CpuTimeOf(process.Id) == before)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    [Fact]
    public async Task Thawing_below_a_frozen_cgroup_waits_for_it()
    {
        using CgroupV2 above = Own.Create("above");
        using CgroupV2 below = above.Create("below");
        SupervisedProcess process = await LaunchAsync(Sleep() with { Cgroup = below });
        await above.FreezeAsync().AsTask().WaitAsync(Patience);
        Assert.True(below.State.Frozen);
        Task thaw = below.ThawAsync().AsTask();
        Assert.False(thaw.IsCompleted);
        await above.ThawAsync().AsTask().WaitAsync(Patience);
        await thaw.WaitAsync(Patience);
        process.Kill();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task All_are_killed_those_that_fork_meanwhile_too(bool withoutTheKernel)
    {
        using CgroupV2 cgroup = Own.Create("forks");
        using CgroupV2 below = cgroup.Create("below");
        SupervisedProcess process = await LaunchAsync(Shell(Forker) with { Cgroup = cgroup });
        SupervisedProcess other = await LaunchAsync(Shell(Forker, "other") with { Cgroup = below });
        using var deadline = new CancellationTokenSource(Patience);
        while (cgroup.GetProcesses().Count < 20 || below.GetProcesses().Count < 20)
        {
            deadline.Token.ThrowIfCancellationRequested();
            await Task.Delay(5, CancellationToken.None);
        }

        if (withoutTheKernel)
            cgroup.KillEach();
        else
            cgroup.Kill();
        await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
        Assert.Equal(default, cgroup.State);
        Assert.Equal(9, (await process.Exited.WaitAsync(Patience)).Signal);
        Assert.Equal(9, (await other.Exited.WaitAsync(Patience)).Signal);
        await cgroup.RemoveAsync();
    }

    [Fact]
    public async Task A_frozen_cgroup_is_killed()
    {
        (CgroupV2 cgroup, SupervisedProcess process) = await SleepInAsync();
        using (cgroup)
        {
            await cgroup.FreezeAsync().AsTask().WaitAsync(Patience);
            cgroup.Kill();
            await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
            await process.Exited.WaitAsync(Patience);
        }
    }

    [Fact]
    public async Task States_are_told_as_they_change_until_it_is_gone()
    {
        using CgroupV2 cgroup = Own.Create("told");
        await using IAsyncEnumerator<CgroupState> states = cgroup.WatchAsync().GetAsyncEnumerator();
        Assert.Equal(default, await NextAsync(states));
        SupervisedProcess process = await LaunchAsync(Sleep() with { Cgroup = cgroup });
        Assert.Equal(new CgroupState(true, false), await NextAsync(states));
        await cgroup.FreezeAsync();
        Assert.Equal(new CgroupState(true, true), await NextAsync(states));
        await cgroup.ThawAsync();
        Assert.Equal(new CgroupState(true, false), await NextAsync(states));
        process.Kill();
        Assert.Equal(default, await NextAsync(states));
        ValueTask<bool> next = states.MoveNextAsync();
        await cgroup.RemoveAsync();
        Assert.False(await next.AsTask().WaitAsync(Patience));
    }

    [Fact]
    public async Task Waiting_is_given_up_and_an_empty_or_removed_cgroup_is_not_waited_for()
    {
        (CgroupV2 cgroup, SupervisedProcess process) = await SleepInAsync();
        using (cgroup)
        {
            using var cancel = new CancellationTokenSource();
            Task waiting = cgroup.WaitForEmptyAsync(cancel.Token).AsTask();
            Task patient = cgroup.WaitForEmptyAsync().AsTask();
            await cancel.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
            Assert.False(patient.IsCompleted);
            process.Kill();
            await patient.WaitAsync(Patience);
            await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
            await cgroup.RemoveAsync();
            await cgroup.WaitForEmptyAsync().AsTask().WaitAsync(Patience);
            await Assert.ThrowsAsync<KernelException>(async () => await cgroup.FreezeAsync());
        }
    }

    [Fact]
    public async Task The_root_has_no_state()
    {
        using CgroupV2 root = CgroupHierarchy.Read().OpenRoot();
        if (root.Type != CgroupType.Root)
            Assert.Skip("needs the root of all cgroups, and this one is a container's.");
        Assert.Throws<NotSupportedException>(() => root.State);
        await Assert.ThrowsAsync<NotSupportedException>(async () => await root.WaitForEmptyAsync());
        Assert.Throws<NotSupportedException>(root.Kill);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await root.RemoveAsync());
        using CgroupV2 leaf = await root.EnterSupervisorAsync($"virtcore-supervisor-{Guid.NewGuid():N}");
        Assert.Empty(leaf.GetProcesses());
        await leaf.RemoveAsync();
    }

    private static async Task<CgroupState> NextAsync(IAsyncEnumerator<CgroupState> states)
    {
        Assert.True(await states.MoveNextAsync().AsTask().WaitAsync(Patience));
        return states.Current;
    }

    private static string CpuTimeOf(int id)
    {
        string[] fields = File.ReadAllText($"/proc/{id}/stat").Split(' ');
        return fields[13] + fields[14];
    }
}
