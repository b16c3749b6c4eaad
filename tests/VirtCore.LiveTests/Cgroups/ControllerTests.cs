using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>What holds where controllers are distributed.</summary>
public sealed class ControllerTests : CgroupTest
{
    [Fact]
    public async Task A_cgroup_with_processes_distributes_nothing_until_they_are_in_a_leaf()
    {
        Requires.CgroupController("memory");
        Own.EnableControllers(CgroupControllers.Memory);
        using CgroupV2 host = Own.Create("host");
        SupervisedProcess process = await LaunchAsync(Sleep() with { Cgroup = host });
        var busy = Assert.Throws<KernelException>(() => host.EnableControllers(CgroupControllers.Memory));
        Assert.Equal(16, busy.Errno);
        Assert.Contains("EnterSupervisorAsync", busy.Hint, StringComparison.Ordinal);
        using CgroupV2 supervisor = await host.EnterSupervisorAsync();
        host.EnableControllers(CgroupControllers.Memory);
        Assert.Equal(CgroupControllers.Memory, host.EnabledControllers);
        using CgroupV2 vm = host.Create("vm");
        vm.Write("memory.max", "1073741824");
        Assert.Equal("1073741824", vm.TryReadText("memory.max"));

        // And it takes no process any more, neither moved nor born.
        Assert.Equal(16, (await Assert.ThrowsAsync<KernelException>(async () => await host.MoveAsync(process.Id))).Errno);
        LaunchRequest request = Sleep("other") with { Cgroup = host };
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(request));
        Assert.Equal(("the cgroup", 16), (refused.Step, refused.Errno));
        Assert.Contains("distributes controllers", refused.Hint, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(request.StateDirectory));
    }

    [Fact]
    public void One_controller_that_cannot_be_had_takes_none_with_it()
    {
        Requires.CgroupController("memory");
        Requires.CgroupController("pids");
        Own.EnableControllers(CgroupControllers.Memory);
        using CgroupV2 child = Own.Create("child");
        Assert.Equal(CgroupControllers.Memory, child.Controllers);
        var missing = Assert.Throws<NotSupportedException>(() => child.EnableControllers(CgroupControllers.Memory | CgroupControllers.Pids));
        Assert.Contains("pids", missing.Message, StringComparison.Ordinal);
        Assert.Equal(CgroupControllers.Memory, child.EnabledControllers);
        Assert.Equal(16, Assert.Throws<KernelException>(() => Own.DisableControllers(CgroupControllers.Memory)).Errno);
        child.DisableControllers(CgroupControllers.Memory);
        Own.DisableControllers(CgroupControllers.Memory);
        Assert.Equal(CgroupControllers.None, child.Controllers);
        Assert.Contains("memory controller is not enabled", Assert.Throws<NotSupportedException>(() => child.Write("memory.max", "max")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_process_that_is_killed_for_its_memory_is_told_of()
    {
        Requires.CgroupController("memory");
        Own.EnableControllers(CgroupControllers.Memory);
        using CgroupV2 cgroup = Own.Create("small");
        cgroup.Write("memory.max", "33554432");
        if (cgroup.TryOpenFile("memory.swap.max") is { } swap)
        {
            swap.Dispose();
            cgroup.Write("memory.swap.max", "0");
        }

        await using IAsyncEnumerator<CgroupMemoryEvents> told = cgroup.WatchMemoryAsync().GetAsyncEnumerator();
        ValueTask<bool> next = told.MoveNextAsync();
        SupervisedProcess process = await LaunchAsync(new LaunchRequest
        {
            FileName = "/usr/bin/tail", // keeps a line however long it is
            Arguments = ["/dev/zero"],
            StateDirectory = StateDirectory(),
            Cgroup = cgroup,
        });
        CgroupMemoryEvents sum = default;
        while (sum.OutOfMemoryKills == 0)
        {
            Assert.True(await next.AsTask().WaitAsync(Patience));
            CgroupMemoryEvents now = told.Current;
            Assert.NotEqual(default, now);
            sum = new CgroupMemoryEvents(0, 0, sum.Max + now.Max, sum.OutOfMemory + now.OutOfMemory, sum.OutOfMemoryKills + now.OutOfMemoryKills, 0);
            next = told.MoveNextAsync();
        }

        Assert.True(sum is { Max: > 0, OutOfMemory: > 0, OutOfMemoryKills: 1 }, $"{sum}");
        Assert.Equal(9, (await process.Exited.WaitAsync(Patience)).Signal);
        await cgroup.RemoveAsync();
        while (await next.AsTask().WaitAsync(Patience))
            next = told.MoveNextAsync();
    }

    [Fact]
    public async Task A_made_cgroup_gets_its_limits()
    {
        Requires.CgroupController("pids");
        Own.EnableControllers(CgroupControllers.Pids);
        SupervisedProcess process = await LaunchAsync(
            Sleep() with { CgroupParent = Own, CgroupLimits = static cgroup => cgroup.Write("pids.max", "7") });
        Assert.Equal("7", process.Cgroup!.TryReadText("pids.max"));
    }

    [Fact]
    public async Task A_cgroup_that_is_invalid_takes_no_process()
    {
        using CgroupV2 vm = Own.Create("vm");
        using CgroupV2 vcpus = vm.CreateThreaded("vcpus");
        Directory.CreateDirectory(vcpus.FilePath("invalid"));
        using CgroupV2 invalid = vcpus.Open("invalid");
        Assert.Equal(CgroupType.DomainInvalid, invalid.Type);
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep() with { Cgroup = invalid }));
        Assert.Equal(("the cgroup", 95), (refused.Step, refused.Errno));
        Assert.Contains("domain invalid", refused.Hint, StringComparison.Ordinal);
    }
}
