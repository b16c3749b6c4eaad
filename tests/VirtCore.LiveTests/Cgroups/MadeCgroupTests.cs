using System.Diagnostics;
using VirtCore.Host;
using VirtCore.LiveTests.Processes;
using Xunit;

namespace VirtCore.LiveTests.Cgroups;

/// <summary>A cgroup that is made for a process: whoever dies, nothing of it is left.</summary>
public sealed class MadeCgroupTests : CgroupTest
{
    [Fact]
    public async Task It_is_there_with_its_limits_after_the_exec_and_gone_with_the_end()
    {
        CgroupV2? limited = null;
        SupervisedProcess process = await LaunchAsync(Shell("read line; exit 3") with
        {
            CgroupParent = Own,
            CgroupName = "vm",
            CgroupLimits = cgroup =>
            {
                limited = cgroup;
                cgroup.Write("cgroup.max.depth", "1");
            },
        });
        Assert.Same(process.Cgroup, limited);
        Assert.StartsWith($"{Own.Path}/vm-", limited!.Path, StringComparison.Ordinal);
        Assert.Equal(3, (await process.Exited.WaitAsync(Patience)).Code);
        Assert.Empty(Own.GetChildren());
        Assert.True(limited.IsKilled);
        await NothingIsNotedAsync(process.StateDirectory);
    }

    [Fact]
    public async Task It_goes_with_the_cut_with_all_that_was_made_in_it()
    {
        SupervisedProcess process = await LaunchAsync(Helped());
        int helper = await CgroupLaunchTests.HelperAsync(process);
        using (CgroupV2 below = process.Cgroup!.Create("below"))
        {
            Assert.True(await below.MoveAsync(helper));
            using CgroupV2 deeper = below.Create("deeper");
        }

        Assert.Equal(2, process.Cgroup.GetProcesses().Count + 1);
        process.Lifeline.Cut();
        await process.GuardLost.WaitAsync(Patience);
        Assert.Empty(Own.GetChildren());
        await GoneAsync(helper);
        await NothingIsNotedAsync(process.StateDirectory);
    }

    [Fact]
    public async Task A_failed_start_leaves_none()
    {
        LaunchRequest request = Sleep() with { FileName = "/nonexistent", CgroupParent = Own };
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(request));
        Assert.Equal("exec", failure.Step);
        Assert.Empty(Own.GetChildren());
        Assert.Empty(Directory.EnumerateFileSystemEntries(request.StateDirectory));
    }

    [Fact]
    public async Task Limits_that_are_refused_end_the_process_and_the_cgroup()
    {
        CgroupV2? made = null;
        LaunchRequest request = Sleep() with
        {
            CgroupParent = Own,
            CgroupLimits = cgroup =>
            {
                made = cgroup;
                cgroup.Write("cgroup.max.depth", "-7");
            },
        };
        var refused = await Assert.ThrowsAsync<KernelException>(async () => await LaunchAsync(request));
        Assert.Contains("\"-7\"", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("cgroup.max.depth", refused.Target, StringComparison.Ordinal);
        Assert.NotNull(made);
        Assert.Empty(Own.GetChildren());
    }

    [Fact]
    public async Task A_parent_that_is_full_is_a_failure_of_the_cgroup_s_step()
    {
        Own.Write("cgroup.max.descendants", "0");
        LaunchRequest request = Sleep() with { CgroupParent = Own };
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(request));
        Assert.Equal("the cgroup", failure.Step);
        Assert.Empty(Directory.EnumerateFileSystemEntries(request.StateDirectory));
    }

    [Fact]
    public async Task The_guard_dies_and_this_host_ends_the_helpers_and_removes_it()
    {
        SupervisedProcess process = await LaunchAsync(Helped());
        int helper = await CgroupLaunchTests.HelperAsync(process);
        using (Pidfd guard = Pidfd.Open(process.GuardId))
            Assert.True(guard.Signal(9));
        await process.GuardLost.WaitAsync(Patience);
        await GoneAsync(helper);
        Assert.Empty(Own.GetChildren());
        Assert.True((await process.Exited.WaitAsync(Patience)).GuardDied);
    }

    [Fact]
    public async Task The_host_dies_and_the_guard_removes_it()
    {
        using Process controller = Start(MadeCgroupController.Armed, "state");
        (int id, int guard, int helper) = await ReadIdsAsync(controller);
        controller.Kill();
        await GoneAsync(guard);
        await GoneAsync(helper);
        await GoneAsync(id);
        await controller.WaitForExitAsync();
        Assert.Empty(Own.GetChildren());
        await NothingIsNotedAsync(StateDirectory());
    }

    [Fact]
    public async Task The_host_dies_while_it_starts_and_nothing_is_left()
    {
        for (int round = 0; round < 5; round++)
        {
            string directory = StateDirectory($"{round}");
            using Process controller = Start(MadeCgroupController.DieStarting, $"{round}");
            await controller.WaitForExitAsync();
            Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(directory, Guid.NewGuid(), Patience));
            Assert.Empty(Own.GetChildren());
            await NothingIsNotedAsync(directory);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Host_and_guard_die_and_who_comes_later_removes_it(bool resolves)
    {
        using Process controller = Start(MadeCgroupController.Armed, "state");
        (int id, int guard, int helper) = await ReadIdsAsync(controller);
        using (Pidfd first = Pidfd.Open(guard))
            Assert.True(first.Signal(9));
        controller.Kill();
        await GoneAsync(id);
        await controller.WaitForExitAsync();
        if (resolves)
            Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(StateDirectory(), Guid.NewGuid(), Patience));
        else
            Assert.True(await GuardRecord.DeleteAsync(StateDirectory()));
        await GoneAsync(helper);
        Assert.Empty(Own.GetChildren());
        await NothingIsNotedAsync(StateDirectory());
    }

    [Fact]
    public async Task A_later_host_takes_it_up_with_its_process()
    {
        using Process controller = Start(MadeCgroupController.Committed, "state");
        (int id, _, int helper) = await ReadIdsAsync(controller);
        controller.Kill();
        await controller.WaitForExitAsync();
        SupervisedProcess? process = await AdoptAsync(StateDirectory());
        Assert.Equal([id, helper], process!.Cgroup!.GetProcesses().Order());
        process.Lifeline.Cut();
        await process.GuardLost.WaitAsync(Patience);
        await GoneAsync(helper);
        Assert.Empty(Own.GetChildren());
    }

    [Fact]
    public async Task The_launcher_dies_under_launches_and_none_is_left_over()
    {
        for (int round = 0; round < 3; round++)
        {
            // A launch needs a living launcher: the last round's may be dead without the host having heard of it.
            await (await LaunchAsync(Sleep($"{round} before"))).DisposeAsync();
            using Pidfd launcher = Pidfd.Open((await LauncherAsync()).LauncherId);
            ValueTask<SupervisedProcess> starting = LaunchAsync(Sleep($"{round}") with { CgroupParent = Own });
            Assert.True(launcher.Signal(9));
            SupervisedProcess process = await starting;
            await launcher.WaitAsync().AsTask().WaitAsync(Patience);
            Assert.Equal([Path.GetFileName(process.Cgroup!.Path)], Own.GetChildren());
            process.Lifeline.Cut();
            await process.GuardLost.WaitAsync(Patience);
            Assert.Empty(Own.GetChildren());
        }
    }

    [Fact]
    public async Task A_note_of_an_earlier_process_refuses_the_start_and_is_left_alone()
    {
        string note = Path.Combine(StateDirectory(), "guard.cgroup");
        await File.WriteAllTextAsync(note, "/virtcore-of-another\n");
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep() with { CgroupParent = Own }));
        Assert.Equal(("the cgroup", 17), (failure.Step, failure.Errno));
        Assert.Equal("/virtcore-of-another\n", await File.ReadAllTextAsync(note));
        Assert.True(await GuardRecord.DeleteAsync(StateDirectory()));
        Assert.False(File.Exists(note));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/virtcore-cut-sho")]
    [InlineData("no path\n")]
    [InlineData("/../..\n")]
    public async Task A_note_that_is_none_removes_nothing_but_itself(string text)
    {
        string note = Path.Combine(StateDirectory(), "guard.cgroup");
        await File.WriteAllTextAsync(note, text);
        Assert.True(await GuardRecord.DeleteAsync(StateDirectory()));
        Assert.False(File.Exists(note));
    }

    private static async Task<(int Process, int Guard, int Helper)> ReadIdsAsync(Process controller)
    {
        string? line = await controller.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        int[] ids = [.. line!.Split(' ').Select(int.Parse)];
        return (ids[0], ids[1], ids[2]);
    }

    private static async Task NothingIsNotedAsync(string directory)
    {
        Assert.False(File.Exists(Path.Combine(directory, "guard.cgroup")));
        _ = await GuardRecord.ReadAsync(directory);
    }

    private LaunchRequest Helped() => Shell(MadeCgroupController.Helped) with { CgroupParent = Own };

    private Process Start(string mode, string name) => Controllers.Start(MadeCgroupController.Name, StateDirectory(name), Own.Path, mode);
}
