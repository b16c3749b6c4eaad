using System.Diagnostics;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Processes;

/// <summary>Who dies, and what that does to the process.</summary>
public sealed class DeathTests : ProcessTest
{
    [Fact]
    public async Task The_host_dies_and_the_armed_process_with_it()
    {
        using Process controller = Controllers.Start(LaunchController.Name, StateDirectory(), LaunchController.Armed);
        (int id, int guard, int launcher) = await ReadIdsAsync(controller);
        using Pidfd process = Pidfd.Open(id);
        controller.Kill();
        await process.WaitAsync().AsTask().WaitAsync(Patience);
        await GoneAsync(guard);
        await GoneAsync(launcher);
        await controller.WaitForExitAsync();
        GuardStatus? status = await GuardRecord.ReadAsync(StateDirectory());
        Assert.Equal(GuardDecision.Aborted, status!.Decision);
        Assert.Equal(9, status.Exit!.Value.Signal);
    }

    [Fact]
    public async Task The_host_dies_while_it_starts_a_process_and_nothing_is_left()
    {
        for (int round = 0; round < 5; round++)
        {
            string directory = StateDirectory($"{round}");
            using Process controller = Controllers.Start(LaunchController.Name, directory, LaunchController.DieStarting);
            await controller.WaitForExitAsync();
            Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(directory, Guid.NewGuid(), Patience));
        }
    }

    [Fact]
    public async Task The_host_dies_after_a_commit_and_another_one_takes_the_process_up()
    {
        string directory = StateDirectory();
        using Process controller = Controllers.Start(LaunchController.Name, directory, LaunchController.Committed);
        (int id, int guard, int launcher) = await ReadIdsAsync(controller);
        controller.Kill();
        await controller.WaitForExitAsync();
        await GoneAsync(launcher);

        using (Process look = Controllers.Start(AdoptController.Name, directory, AdoptController.Look))
        {
            Assert.Equal($"{id} {guard} Committed", await look.StandardOutput.ReadLineAsync().WaitAsync(Patience));
            await look.WaitForExitAsync();
        }

        using Pidfd process = Pidfd.Open(id);
        using Process arm = Controllers.Start(AdoptController.Name, directory, AdoptController.Arm);
        Assert.Equal($"{id} {guard} Armed", await arm.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        Assert.False(process.HasExited);
        arm.Kill();
        await process.WaitAsync().AsTask().WaitAsync(Patience);
        await arm.WaitForExitAsync();
        await GoneAsync(guard);
        GuardStatus? status = await GuardRecord.ReadAsync(directory);
        Assert.Equal((GuardDecision.Committed, LaunchController.Id), (status!.Decision!.Value, status.DecisionId!.Value));
        Assert.Equal(9, status.Exit!.Value.Signal);
        using Process nobody = Controllers.Start(AdoptController.Name, directory, AdoptController.Look);
        Assert.Equal("none", await nobody.StandardOutput.ReadLineAsync().WaitAsync(Patience));
        await nobody.WaitForExitAsync();
    }

    [Fact]
    public async Task A_commit_that_was_sent_counts_when_its_sender_dies_at_once()
    {
        for (int round = 0; round < 5; round++)
        {
            string directory = StateDirectory($"{round}");
            using Process controller = Controllers.Start(LaunchController.Name, directory, LaunchController.CommitAndDie);
            (int id, int guard, _) = await ReadIdsAsync(controller);
            using Pidfd stopped = Pidfd.Open(guard);
            Assert.True(stopped.Signal(19)); // the guard finds the commit and the end of the lifeline together
            await controller.StandardInput.WriteLineAsync();
            await controller.WaitForExitAsync();
            Assert.True(stopped.Signal(18));

            SupervisedProcess? process = await AdoptAsync(directory);
            Assert.Equal(LifelineState.Committed, process!.Lifeline.State);
            Assert.Equal(id, process.Id);
            Assert.Equal(LaunchController.Id, (await GuardRecord.ReadAsync(directory))!.DecisionId);
        }
    }

    [Fact]
    public async Task The_guard_dies_and_the_kernel_kills_the_process()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd guard = Pidfd.Open(process.GuardId);
        using Pidfd pidfd = Pidfd.Open(process.Id);
        Assert.True(guard.Signal(9));
        ProcessExit exit = await process.Exited.WaitAsync(Patience);
        Assert.True(exit.GuardDied);
        Assert.True(pidfd.HasExited);
        Assert.Equal(LifelineState.Cut, process.Lifeline.State);
        await process.GuardLost.WaitAsync(Patience);
        await Assert.ThrowsAsync<GuardLostException>(async () => await process.Lifeline.CommitAsync(Guid.NewGuid()));
        Assert.Null(await AdoptAsync(process.StateDirectory));
    }

    [Fact]
    public async Task The_launcher_dies_and_processes_and_later_launches_do_not_care()
    {
        SupervisedProcess before = await LaunchAsync(Sleep("before"));
        for (int round = 0; round < 3; round++)
        {
            int id = (await LauncherAsync()).LauncherId;
            using (Pidfd launcher = Pidfd.Open(id))
            {
                Assert.True(launcher.Signal(9));
                // Not waited for: the launch may meet it dying.
                SupervisedProcess after = await LaunchAsync(Shell($"exit {round}", $"{round}"));
                Assert.Equal(round, (await after.Exited.WaitAsync(Patience)).Code);
                await launcher.WaitAsync().AsTask().WaitAsync(Patience);
            }
        }

        Assert.False(before.Exited.IsCompleted);
        Assert.True(await before.Lifeline.CommitAsync(Guid.NewGuid()));
    }

    [Fact]
    public async Task Guard_and_host_die_together()
    {
        using Process controller = Controllers.Start(LaunchController.Name, StateDirectory(), LaunchController.Armed);
        (int id, int guard, int launcher) = await ReadIdsAsync(controller);
        using Pidfd process = Pidfd.Open(id);
        using (Pidfd first = Pidfd.Open(guard))
            Assert.True(first.Signal(9));
        controller.Kill();
        await process.WaitAsync().AsTask().WaitAsync(Patience);
        await GoneAsync(launcher);
        await controller.WaitForExitAsync();
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(StateDirectory(), Guid.NewGuid(), Patience));
    }

    [Fact]
    public async Task A_stopped_host_kills_nothing_and_a_guard_ignores_polite_signals()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd guard = Pidfd.Open(process.GuardId);
        foreach (int signal in (int[])[1, 2, 13, 15])
            Assert.True(guard.Signal(signal));
        Assert.True(await process.Lifeline.CommitAsync(Guid.NewGuid()));
        Assert.False(guard.HasExited);
    }

    [Theory]
    [InlineData("unshare", "-pf", "--mount-proc")]
    [InlineData("/bin/sh", "-c", "trap '' CHLD; exec \"$@\"", "sh")]
    public async Task A_host_whose_runtime_reaps_every_child_works(params string[] prefix)
    {
        if (prefix[0] == "unshare" && Environment.UserName != "root")
            Assert.Skip("needs root, to be PID 1 of a namespace.");
        using Process host = Controllers.Run([.. prefix, .. Controllers.CommandLine(SelfCheckController.Name, StateDirectory())]);
        Assert.Equal("ok", await host.StandardOutput.ReadLineAsync().WaitAsync(3 * Patience));
        await host.WaitForExitAsync();
        Assert.Equal(0, host.ExitCode);
    }

    [Fact]
    public async Task Where_memory_may_not_be_executed_a_private_file_is_and_is_gone_at_once()
    {
        if (Environment.UserName != "root" || !File.Exists("/proc/sys/vm/memfd_noexec"))
            Assert.Skip("needs root and Linux 6.3, to forbid executable memory in a namespace.");
        // The runtime's own executable memory is a memfd too.
        string[] forbid = ["unshare", "-pf", "--mount-proc", "/bin/sh", "-c",
            "echo 2 >/proc/sys/vm/memfd_noexec && DOTNET_EnableWriteXorExecute=0 TMPDIR=$0 exec \"$@\""];
        string temporary = StateDirectory("temporary");
        using Process host = Controllers.Run([.. forbid, temporary, .. Controllers.CommandLine(SelfCheckController.Name, StateDirectory())]);
        Assert.Equal("ok", await host.StandardOutput.ReadLineAsync().WaitAsync(3 * Patience));
        await host.WaitForExitAsync();
        Assert.Empty(Directory.EnumerateFileSystemEntries(temporary, "virtcore-*"));
    }

    private static async Task<(int Process, int Guard, int Launcher)> ReadIdsAsync(Process controller)
    {
        string? line = await controller.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        int[] ids = [.. line!.Split(' ').Select(int.Parse)];
        return (ids[0], ids[1], ids[2]);
    }
}
