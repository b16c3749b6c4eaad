using System.Diagnostics;
using VirtCore.Host;
using Xunit;

namespace VirtCore.LiveTests.Processes;

public sealed class ResolveTests : ProcessTest
{
    private const int SIGSTOP = 19;
    private const int SIGCONT = 18;
    private static readonly Guid s_id = Guid.NewGuid();

    [Fact]
    public async Task The_undecided_becomes_aborted_by_being_asked_about()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
        Assert.True(pidfd.HasExited);
        GuardStatus? status = await GuardRecord.ReadAsync(process.StateDirectory);
        Assert.Equal((GuardDecision.Aborted, s_id), (status!.Decision!.Value, status.DecisionId!.Value));
        await Assert.ThrowsAsync<GuardLostException>(async () =>
        {
            if (!await process.Lifeline.CommitAsync(s_id))
                throw new GuardLostException("answered");
        });
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
    }

    [Fact]
    public async Task The_committed_stays_committed_and_alive()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.True(await process.Lifeline.CommitAsync(s_id));
        Assert.Equal(GuardDecision.Committed, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
        Assert.False(process.Exited.IsCompleted);
    }

    [Fact]
    public async Task Commit_and_resolve_at_once_agree()
    {
        for (int round = 0; round < 25; round++)
        {
            SupervisedProcess process = await LaunchAsync(Sleep($"{round}"));
            Task<GuardDecision> resolve = Task.Run(() => GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience).AsTask());
            bool? committed;
            try
            {
                committed = await process.Lifeline.CommitAsync(s_id);
            }
            catch (GuardLostException)
            {
                committed = null;
            }

            GuardDecision decision = await resolve;
            Assert.Equal(decision == GuardDecision.Committed, committed == true);
            Assert.Equal(decision, (await GuardRecord.ReadAsync(process.StateDirectory))!.Decision);
            Assert.Equal(decision == GuardDecision.Aborted, await IsGoneAsync(process, decision));
        }
    }

    [Fact]
    public async Task A_dead_guards_record_answers_aborted_when_undecided()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        KillNow(process.GuardId);
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
        Assert.True(pidfd.HasExited);
        Assert.Equal(GuardDecision.Aborted, (await GuardRecord.ReadAsync(process.StateDirectory))!.Decision);
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep()));
        Assert.Equal("ECANCELED", new KernelException("", refused.Errno).ErrnoName);
    }

    [Fact]
    public async Task A_dead_guards_record_answers_committed_and_its_process_is_dead_too()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        Assert.True(await process.Lifeline.CommitAsync(s_id));
        KillNow(process.GuardId);
        Assert.Equal(GuardDecision.Committed, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
        Assert.True(pidfd.HasExited);
    }

    [Fact]
    public async Task A_directory_that_never_had_a_guard_becomes_aborted_so_that_a_late_start_fails()
    {
        string directory = StateDirectory();
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(directory, s_id, Patience));
        GuardStatus? status = await GuardRecord.ReadAsync(directory);
        Assert.Null(status!.Identity);
        Assert.Equal(s_id, status.DecisionId);
        var refused = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(Sleep()));
        Assert.Equal("ECANCELED", new KernelException("", refused.Errno).ErrnoName);
    }

    [Fact]
    public async Task Resolve_and_launch_at_once_agree()
    {
        await LauncherAsync();
        for (int round = 0; round < 25; round++)
        {
            string directory = StateDirectory($"{round}");
            Task<GuardDecision> resolve = Task.Run(() => GuardRecord.ResolveAsync(directory, s_id, Patience).AsTask());
            try
            {
                SupervisedProcess process = await LaunchAsync(Sleep($"{round}"));
                Assert.Equal(GuardDecision.Aborted, await resolve);
                await process.Exited.WaitAsync(Patience);
            }
            catch (ProcessLaunchException)
            {
                Assert.Equal(GuardDecision.Aborted, await resolve);
            }

            Assert.Equal(GuardDecision.Aborted, (await GuardRecord.ReadAsync(directory))!.Decision);
        }
    }

    [Fact]
    public async Task A_stopped_guard_is_a_time_out_and_not_an_answer()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd guard = Pidfd.Open(process.GuardId);
        Assert.True(guard.Signal(SIGSTOP));
        await Assert.ThrowsAsync<TimeoutException>(
            async () => await GuardRecord.ResolveAsync(process.StateDirectory, s_id, TimeSpan.FromMilliseconds(200)));

        // The process can be killed all the same, and its end is seen; once the guard goes on, it answers what was asked before.
        using Pidfd pidfd = Pidfd.Open(process.Id);
        process.Kill();
        await pidfd.WaitAsync().AsTask().WaitAsync(Patience);
        Assert.True(guard.Signal(SIGCONT));
        await process.Exited.WaitAsync(Patience);
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
    }

    private static void KillNow(int id)
    {
        using Process process = Process.GetProcessById(id);
        process.Kill();
    }

    private static async Task<bool> IsGoneAsync(SupervisedProcess process, GuardDecision decision)
    {
        if (decision == GuardDecision.Aborted)
            await process.Exited.WaitAsync(Patience);
        return process.Exited.IsCompleted;
    }
}
