using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Systemd;

/// <summary>Scopes and slices at a real systemd.</summary>
public sealed class ScopeTests : SystemdTest
{
    [Fact]
    public async Task A_process_is_in_its_scope_and_the_scope_goes_with_it()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(
            Scope() with { Resources = new() { MemoryMax = 64 << 20, TasksMax = 123, CpuWeight = 50 } }, [pidfd]);
        Assert.Equal(scope.ControlGroup, CgroupOf(process.Id));
        Assert.Equal("active", await PropertyAsync(scope.UnitName, "ActiveState"));
        string directory = CgroupHierarchy.Read().MountPoint + scope.ControlGroup;
        Assert.Equal("67108864", (await File.ReadAllTextAsync(Path.Combine(directory, "memory.max"))).Trim());
        Assert.Equal("123", (await File.ReadAllTextAsync(Path.Combine(directory, "pids.max"))).Trim());
        Assert.Equal("50", (await File.ReadAllTextAsync(Path.Combine(directory, "cpu.weight"))).Trim());

        string version = (await SystemctlAsync("--version")).Split(' ', '\n')[1];
        Assert.Equal(int.Parse(version) >= 255, manager.TakesDescriptors);

        process.Kill();
        await ForgottenAsync(scope.UnitName);
        Assert.False(Directory.Exists(directory));
        Assert.False(await scope.KillAsync(9));
        await scope.StopAsync();
    }

    [Fact]
    public async Task Below_a_delegated_scope_cgroups_are_made_and_controllers_given_out()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope(), [pidfd]);
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        using CgroupV2 cgroup = hierarchy.Open(scope.ControlGroup);
        Assert.Equal(CgroupDelegation.Manager, hierarchy.DelegationOf(cgroup));
        using CgroupV2 leaf = await cgroup.EnterSupervisorAsync();
        cgroup.EnableControllers(CgroupControllers.Memory | CgroupControllers.Pids);
        SupervisedProcess machine = await LaunchAsync(Sleep("machine") with { CgroupParent = cgroup });
        Assert.StartsWith(scope.ControlGroup + "/virtcore", CgroupOf(machine.Id), StringComparison.Ordinal);

        await SystemctlAsync("daemon-reload"); // which leaves alone what is delegated
        Assert.True(cgroup.EnabledControllers.HasFlag(CgroupControllers.Memory));
        Assert.StartsWith(scope.ControlGroup + "/virtcore", CgroupOf(machine.Id), StringComparison.Ordinal);
        Assert.Equal(scope.ControlGroup + "/supervisor", CgroupOf(process.Id));

        await machine.DisposeAsync();
        process.Kill();
        await ForgottenAsync(scope.UnitName);
    }

    [Fact]
    public async Task A_scope_without_delegation_is_nobodys_to_make_cgroups_in()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope() with { Delegate = false }, [pidfd]);
        CgroupHierarchy hierarchy = CgroupHierarchy.Read();
        using CgroupV2 cgroup = hierarchy.Open(scope.ControlGroup);
        Assert.Equal(CgroupDelegation.None, hierarchy.DelegationOf(cgroup));
        process.Kill();
        await ForgottenAsync(scope.UnitName);
    }

    [Fact]
    public async Task A_living_scope_of_the_name_is_left_alone()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess first = await LaunchAsync(Sleep("first"));
        SupervisedProcess second = await LaunchAsync(Sleep("second"));
        using Pidfd firstPidfd = Pidfd.Open(first.Id), secondPidfd = Pidfd.Open(second.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope(), [firstPidfd]);
        string before = CgroupOf(second.Id);
        SystemdCallException refusal = await Assert.ThrowsAsync<SystemdCallException>(
            async () => await manager.StartScopeAsync(new ScopeRequest { UnitName = scope.UnitName }, [secondPidfd]));
        Assert.Equal("org.freedesktop.systemd1.UnitExists", refusal.ErrorName);
        Assert.Equal(scope.ControlGroup, CgroupOf(first.Id));
        Assert.Equal(before, CgroupOf(second.Id));
        await scope.StopAsync();
        await first.Exited.WaitAsync(LongPatience);
    }

    [Fact]
    public async Task A_failed_scope_of_the_name_is_cleared_away()
    {
        SystemdManager manager = await ManagerAsync();
        ScopeRequest request = Scope();
        // Its time is over, and without CollectMode it stays as failed.
        await CommandAsync("/bin/sh", "-c", "systemd-run -q --scope --unit=\"$0\" -p RuntimeMaxSec=1 sleep 1000 || true", request.UnitName);
        Assert.Equal("failed", await PropertyAsync(request.UnitName, "ActiveState"));
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(request, [pidfd]);
        Assert.Equal("active", await PropertyAsync(scope.UnitName, "ActiveState"));
        process.Kill();
        await ForgottenAsync(scope.UnitName);
    }

    [Fact]
    public async Task A_stop_ends_what_does_not_want_to()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Shell("trap '' TERM; exec sleep 1000"));
        while (await File.ReadAllTextAsync($"/proc/{process.Id}/comm") != "sleep\n")
            await Task.Yield(); // what is ignored is so past exec
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope() with { StopTimeout = TimeSpan.FromMilliseconds(500) }, [pidfd]);
        Assert.True(await scope.AbandonAsync());
        await scope.StopAsync();
        ProcessExit exit = await process.Exited.WaitAsync(LongPatience);
        Assert.Equal(9, exit.Signal);
    }

    [Fact]
    public async Task A_signal_reaches_everybody_in_it()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess first = await LaunchAsync(Sleep("first"));
        SupervisedProcess second = await LaunchAsync(Sleep("second"));
        using Pidfd firstPidfd = Pidfd.Open(first.Id), secondPidfd = Pidfd.Open(second.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope(), [firstPidfd, secondPidfd]);
        Assert.True(await scope.KillAsync(9));
        Assert.Equal(9, (await first.Exited.WaitAsync(LongPatience)).Signal);
        Assert.Equal(9, (await second.Exited.WaitAsync(LongPatience)).Signal);
    }

    [Fact]
    public async Task A_process_that_has_ended_gives_no_scope()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        process.Kill();
        await process.Exited.WaitAsync(LongPatience);
        await Assert.ThrowsAnyAsync<SystemdException>(async () => await manager.StartScopeAsync(Scope(), [pidfd]));
    }

    [Fact]
    public async Task What_systemd_does_not_know_or_want_is_refused_in_its_words()
    {
        SystemdManager manager = await ManagerAsync();
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdCallException refusal = await Assert.ThrowsAsync<SystemdCallException>(
            async () => await manager.StartScopeAsync(Scope() with { Resources = new() { CpuWeight = 1_000_000 } }, [pidfd]));
        Assert.Contains("CPUWeight", refusal.Description, StringComparison.Ordinal);
        Assert.False(process.Exited.IsCompleted);
    }

    [Fact]
    public async Task Scopes_start_while_systemd_is_reloaded_and_started_anew()
    {
        SystemdManager manager = await ManagerAsync();
        Task reloads = Task.Run(static async () =>
        {
            for (int i = 0; i < 3; i++)
                await SystemctlAsync(i == 1 ? "daemon-reexec" : "daemon-reload");
        });
        for (int i = 0; i < 3 || !reloads.IsCompleted; i++)
        {
            SupervisedProcess process = await LaunchAsync(Sleep($"state-{i}"));
            using Pidfd pidfd = Pidfd.Open(process.Id);
            SystemdScope scope = await manager.StartScopeAsync(Scope(), [pidfd]);
            Assert.Equal(scope.ControlGroup, CgroupOf(process.Id));
            process.Kill();
        }

        await reloads;
    }

    [Fact]
    public async Task After_the_bus_was_started_anew_scopes_start()
    {
        SystemdManager manager = await ManagerAsync();
        await SystemctlAsync("restart", "dbus.service");
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope(), [pidfd]);
        Assert.Equal(scope.ControlGroup, CgroupOf(process.Id));
        process.Kill();
    }

    [Fact]
    public async Task When_the_host_is_killed_nothing_is_left_of_its_scope()
    {
        _ = await ManagerAsync();
        string directory = StateDirectory("host");
        using System.Diagnostics.Process host = Controllers.Start(ServiceController.Name, directory, ServiceController.Armed);
        string[] words = (await host.StandardOutput.ReadLineAsync().WaitAsync(LongPatience))!.Split(' ');
        (int id, int guard) = (int.Parse(words[1]), int.Parse(words[2]));
        Assert.StartsWith("/virtcore.slice/virtcore-live", CgroupOf(id), StringComparison.Ordinal);
        using Pidfd process = Pidfd.Open(id), guardPidfd = Pidfd.Open(guard);
        host.Kill();
        await process.WaitAsync().AsTask().WaitAsync(LongPatience);
        await guardPidfd.WaitAsync().AsTask().WaitAsync(LongPatience);
        await ForgottenAsync("virtcore*");
        await host.WaitForExitAsync();
    }

    [Fact]
    public async Task A_slice_that_was_not_there_goes_with_its_last_scope()
    {
        SystemdManager manager = await ManagerAsync();
        string slice = SystemdUnitName.ForSlice("virtcore", NewName());
        SupervisedProcess first = await LaunchAsync(Sleep("first"));
        SupervisedProcess second = await LaunchAsync(Sleep("second"));
        using Pidfd firstPidfd = Pidfd.Open(first.Id), secondPidfd = Pidfd.Open(second.Id);
        SystemdScope firstScope = await manager.StartScopeAsync(Scope() with { Slice = slice }, [firstPidfd]);
        SystemdScope secondScope = await manager.StartScopeAsync(Scope() with { Slice = slice }, [secondPidfd]);
        Assert.Equal($"/virtcore.slice/{slice}/{firstScope.UnitName}", firstScope.ControlGroup);
        first.Kill();
        await ForgottenAsync(firstScope.UnitName);
        Assert.Equal("active", await PropertyAsync(slice, "ActiveState"));
        second.Kill();
        await ForgottenAsync("virtcore*");
        Assert.Equal(secondScope.UnitName, secondScope.ToString());
    }

    [Fact]
    public async Task A_slice_that_was_started_stays_until_it_is_stopped()
    {
        SystemdManager manager = await ManagerAsync();
        string name = SystemdUnitName.ForSlice($"virtcore{NewName()}");
        SystemdSlice slice = await manager.StartSliceAsync(new SliceRequest { UnitName = name, Resources = new() { MemoryMax = 1 << 30 } });
        string limit = $"{CgroupHierarchy.Read().MountPoint}{slice.ControlGroup}/memory.max";
        Assert.Equal("1073741824", (await File.ReadAllTextAsync(limit)).Trim());
        SystemdSlice again = await manager.StartSliceAsync(new SliceRequest { UnitName = name, Resources = new() { MemoryMax = 1 << 29 } });
        Assert.Equal(slice.ControlGroup, again.ControlGroup);
        Assert.Equal("536870912", (await File.ReadAllTextAsync(limit)).Trim());

        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        SystemdScope scope = await manager.StartScopeAsync(Scope() with { Slice = name }, [pidfd]);
        Assert.StartsWith(slice.ControlGroup + "/", scope.ControlGroup, StringComparison.Ordinal);
        await slice.StopAsync();
        await process.Exited.WaitAsync(LongPatience);
        Assert.False(Directory.Exists(Path.GetDirectoryName(limit)));
    }
}
