using System.Diagnostics;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Processes;

/// <summary>The kernel's own kill, where there is one: whoever dies, and whatever the process has become, it dies.</summary>
public sealed class AutokillTests : ProcessTest
{
    public enum Death
    {
        Controller,
        Guard,
        Both,
    }

    [Theory]
    [InlineData(AutokillController.Plain, Death.Controller)]
    [InlineData(AutokillController.Plain, Death.Guard)]
    [InlineData(AutokillController.Plain, Death.Both)]
    [InlineData(AutokillController.Privileged, Death.Controller)]
    [InlineData(AutokillController.Privileged, Death.Guard)]
    [InlineData(AutokillController.Privileged, Death.Both)]
    public async Task A_death_ends_with_the_process_dead(string target, Death death)
    {
        await Requires.AutokillAsync();
        string directory = StateDirectory();
        using Process controller = Controllers.Start(AutokillController.Name, directory, target);
        string? line = await controller.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        int[] ids = [.. line!.Split(' ').Select(int.Parse)];
        using Pidfd process = Pidfd.Open(ids[0]);
        using Pidfd guard = Pidfd.Open(ids[1]);
        if (target == AutokillController.Privileged)
            Assert.Equal("12345\t0\t0\t0", StatusOf(ids[0], "Uid"));
        Assert.Equal(LifelineTier.KernelAutokill, (await GuardRecord.ReadAsync(directory))!.Tier);

        if (death != Death.Controller)
            Assert.True(guard.Signal(9));
        if (death != Death.Guard)
            controller.Kill();
        await process.WaitAsync().AsTask().WaitAsync(Patience);
        await guard.WaitAsync().AsTask().WaitAsync(Patience);
        controller.Kill();
        await controller.WaitForExitAsync();
        await GoneAsync(ids[2]);

        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(directory, Guid.NewGuid(), Patience));
        if (death == Death.Controller)
            Assert.Equal(9, (await GuardRecord.ReadAsync(directory))!.Exit!.Value.Signal);
    }

    [Fact]
    public async Task An_exit_status_comes_from_the_pidfd_alone()
    {
        await Requires.AutokillAsync();
        SupervisedProcess process = await LaunchAsync(Shell("exit 7") with { MinimumTier = LifelineTier.KernelAutokill });
        Assert.Equal(LifelineTier.KernelAutokill, process.Tier);
        Assert.Equal(7, (await process.Exited.WaitAsync(Patience)).Code);
        await process.GuardLost.WaitAsync(Patience);
        Assert.Equal(7, (await GuardRecord.ReadAsync(process.StateDirectory))!.Exit!.Value.Code);
    }

    [Fact]
    public async Task A_committed_process_outlives_its_owner_and_dies_with_its_guard()
    {
        await Requires.AutokillAsync();
        SupervisedProcess process = await LaunchAsync(Sleep() with { MinimumTier = LifelineTier.KernelAutokill, NoNewPrivileges = false });
        Assert.True(await process.Lifeline.CommitAsync(Guid.NewGuid()));
        using Pidfd pidfd = Pidfd.Open(process.Id);
        using Pidfd guard = Pidfd.Open(process.GuardId);
        await process.DisposeAsync();
        Assert.False(pidfd.HasExited);
        Assert.True(guard.Signal(9));
        await pidfd.WaitAsync().AsTask().WaitAsync(Patience);
    }

    /// <summary>What the tier is for: the same program under a parent-death signal outlives its parent.</summary>
    [Fact]
    public async Task A_parent_death_signal_alone_is_lost_with_the_change_of_credentials()
    {
        if (Environment.UserName != "root")
            Assert.Skip("needs root, to change the user.");
        string shell = AutokillController.SetUserShell(StateDirectory());
        using Process parent = Controllers.Run([
            "/bin/sh", "-c", "\"$@\" & wait", "sh", "setpriv", "--pdeathsig=KILL", .. AutokillController.PrivilegeChanges,
            shell, "-p", "-c", "echo $$; exec sleep 1000"]);
        string? line = await parent.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        using Pidfd process = Pidfd.Open(int.Parse(line!));
        parent.Kill();
        await parent.WaitForExitAsync();
        // The signal is sent as the parent exits, so it would be here.
        Assert.False(process.HasExited);
        Assert.True(process.Signal(9));
        await process.WaitAsync().AsTask().WaitAsync(Patience);
    }
}
