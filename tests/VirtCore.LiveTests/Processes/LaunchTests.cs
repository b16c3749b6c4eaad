using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Processes;

public sealed class LaunchTests : ProcessTest
{
    [Fact]
    public async Task An_exit_status_comes_back_and_is_on_record()
    {
        SupervisedProcess process = await LaunchAsync(Shell("exit 42"));
        Assert.Equal(new ProcessExit(42, null), await process.Exited.WaitAsync(Patience));
        await process.GuardLost.WaitAsync(Patience);
        GuardStatus? status = await GuardRecord.ReadAsync(process.StateDirectory);
        Assert.Equal(new ProcessExit(42, null), status!.Exit);
        Assert.Equal(process.Identity, status.Identity);
        Assert.Equal(process.GuardId, status.GuardId);
        Assert.Equal(GuardDecision.Aborted, status.Decision);
        Assert.False(File.Exists(Path.Combine(process.StateDirectory, "guard.sock")));
    }

    [Fact]
    public async Task A_fatal_signal_comes_back()
    {
        SupervisedProcess process = await LaunchAsync(Shell("kill -TERM $$"));
        Assert.Equal(new ProcessExit(null, 15), await process.Exited.WaitAsync(Patience));
    }

    [Fact]
    public async Task Kill_works_at_once()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        process.Kill();
        Assert.Equal(new ProcessExit(null, 9), await process.Exited.WaitAsync(Patience));
        process.Kill();
    }

    [Fact]
    public async Task The_process_is_the_guards_child_and_the_guard_is_not_ours()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.Equal($"{process.GuardId}", StatusOf(process.Id, "PPid"));
        Assert.Equal("virtcore-guard", StatusOf(process.GuardId, "Name"));
        Assert.NotEqual($"{Environment.ProcessId}", StatusOf((await LauncherAsync()).LauncherId, "PPid"));
        Assert.Equal(LifelineState.Armed, process.Lifeline.State);
        using Pidfd pidfd = Pidfd.Open(process.Id);
        Assert.Equal(pidfd.Inode, process.Identity.PidfsInode);
        Assert.Equal(["/bin/sleep", "1000", ""], (await File.ReadAllTextAsync($"/proc/{process.Id}/cmdline")).Split('\0'));
    }

    [Fact]
    public async Task A_launcher_that_was_disposed_is_gone_and_its_process_is_not()
    {
        ProcessLauncher launcher = await ProcessLauncher.StartAsync();
        using Pidfd native = Pidfd.Open(launcher.LauncherId);
        await using SupervisedProcess process = await launcher.LaunchAsync(Sleep());
        await launcher.DisposeAsync();
        Assert.True(native.HasExited);
        Assert.False(process.Exited.IsCompleted);
    }

    [Theory]
    [InlineData("/nowhere/at/all", 2)]
    [InlineData("/etc/passwd", 13)]
    [InlineData("/etc", 13)]
    public async Task A_program_that_cannot_be_executed_is_told_by_step_and_errno_and_leaves_nothing(string program, int errno)
    {
        string directory = StateDirectory();
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(
            async () => await LaunchAsync(new LaunchRequest { FileName = program, StateDirectory = directory }));
        Assert.Equal("exec", failure.Step);
        Assert.Equal(errno, failure.Errno);
        Assert.Empty(Directory.EnumerateFileSystemEntries(directory));
    }

    [Fact]
    public async Task A_state_directory_that_is_not_there_is_told()
    {
        await LauncherAsync();
        LaunchRequest request = Sleep() with { StateDirectory = Path.Combine(PrivateDirectory, "nowhere") };
        var failure = await Assert.ThrowsAsync<KernelException>(async () => await LaunchAsync(request));
        Assert.Equal(2, failure.Errno);
    }

    [Fact]
    public async Task A_state_directory_with_a_record_is_refused_until_it_is_deleted()
    {
        SupervisedProcess first = await LaunchAsync(Shell("exit 0"));
        await first.GuardLost.WaitAsync(Patience);
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Shell("exit 0")));
        Assert.Equal("the guard's record", refused.Step);
        Assert.True(await GuardRecord.DeleteAsync(first.StateDirectory));
        Assert.Empty(Directory.EnumerateFileSystemEntries(first.StateDirectory));
        SupervisedProcess second = await LaunchAsync(Shell("exit 7"));
        Assert.Equal(7, (await second.Exited.WaitAsync(Patience)).Code);
    }

    [Fact]
    public async Task A_state_directory_with_a_living_guard_is_refused()
    {
        SupervisedProcess first = await LaunchAsync(Sleep());
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep()));
        Assert.Equal("lock", refused.Step);
        Assert.False(await GuardRecord.DeleteAsync(first.StateDirectory));
        Assert.False(first.Exited.IsCompleted);
    }

    [Fact]
    public async Task Sixty_four_launches_at_once()
    {
        ProcessLauncher launcher = await LauncherAsync();
        string filler = new('x', 50_000); // more than fits into the socket at once
        SupervisedProcess[] processes = await Task.WhenAll(Enumerable.Range(0, 64).Select(
            index => LaunchAsync(Shell($"exit {index} # {filler}", $"{index}")).AsTask()));
        for (int index = 0; index < processes.Length; index++)
            Assert.Equal(index, (await processes[index].Exited.WaitAsync(Patience)).Code);
        Assert.Equal(4, Directory.GetFileSystemEntries($"/proc/{launcher.LauncherId}/fd").Length);
    }

    [Fact]
    public async Task A_launch_that_is_given_up_leaves_nothing()
    {
        await LauncherAsync();
        for (int i = 0; i < 20; i++)
        {
            using var giveUp = new CancellationTokenSource();
            Task<SupervisedProcess> launch = (await LauncherAsync()).LaunchAsync(Sleep($"{i}"), giveUp.Token).AsTask();
            giveUp.Cancel();
            try
            {
                await (await launch).DisposeAsync();
            }
            catch (OperationCanceledException)
            {
            }
        }
    }

    [Fact]
    public async Task A_tier_that_the_kernel_does_not_have_is_refused()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        if (process.Tier == LifelineTier.KernelAutokill)
            Assert.Skip("this kernel has the strongest tier.");
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(
            async () => await LaunchAsync(Sleep("other") with { MinimumTier = LifelineTier.KernelAutokill }));
        Assert.Equal("tier", refused.Step);
    }

    [Fact]
    public async Task A_request_that_is_too_long_is_refused_here()
    {
        await LauncherAsync();
        await Assert.ThrowsAsync<ArgumentException>(async () => await LaunchAsync(Sleep() with { Arguments = [new string('x', 200_000)] }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await LaunchAsync(Sleep() with { Arguments = ["a\0b"] }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await LaunchAsync(Sleep() with { FileName = "sleep" }));
    }
}
