using VirtCore.Host;
using VirtCore.Interop;
using VirtCore.Interop.Uapi;
using Xunit;

namespace VirtCore.LiveTests.Processes;

public sealed class LifelineTests : ProcessTest
{
    private static readonly Guid s_id = Guid.NewGuid();

    [Fact]
    public async Task A_committed_process_outlives_its_owner_and_can_be_adopted_and_released_again()
    {
        SupervisedProcess first = await LaunchAsync(Sleep());
        Assert.True(await first.Lifeline.CommitAsync(s_id));
        Assert.Equal(LifelineState.Committed, first.Lifeline.State);
        Assert.True(await first.Lifeline.CommitAsync(s_id));
        await first.DisposeAsync();
        Assert.True(first.Exited.IsCanceled);

        SupervisedProcess? second = await AdoptAsync(first.StateDirectory);
        Assert.Equal(first.Identity, second!.Identity);
        Assert.Equal(LifelineState.Committed, second.Lifeline.State);
        await second.Lifeline.ArmAsync();
        Assert.Equal(LifelineState.Armed, second.Lifeline.State);
        Assert.True(await second.Lifeline.CommitAsync(s_id));
        await second.DisposeAsync();

        SupervisedProcess? third = await AdoptAsync(first.StateDirectory);
        third!.Kill();
        Assert.Equal(9, (await third.Exited.WaitAsync(Patience)).Signal);
        await third.GuardLost.WaitAsync(Patience);
        GuardStatus? status = await GuardRecord.ReadAsync(first.StateDirectory);
        Assert.Equal((GuardDecision.Committed, s_id), (status!.Decision!.Value, status.DecisionId!.Value));
        Assert.Null(await AdoptAsync(first.StateDirectory));
    }

    [Fact]
    public async Task Dispose_of_an_armed_process_returns_when_it_is_dead()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        using Pidfd guard = Pidfd.Open(process.GuardId);
        await process.DisposeAsync();
        Assert.True(pidfd.HasExited);
        Assert.True(guard.HasExited);
        Assert.Equal(9, (await process.Exited).Signal);
        GuardStatus? status = await GuardRecord.ReadAsync(process.StateDirectory);
        Assert.Equal(GuardDecision.Aborted, status!.Decision);
        Assert.Null(status.DecisionId);
    }

    [Fact]
    public async Task Dispose_of_a_process_that_was_armed_again_kills_it_and_leaves_the_decision()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.True(await process.Lifeline.CommitAsync(s_id));
        await process.Lifeline.ArmAsync();
        using Pidfd pidfd = Pidfd.Open(process.Id);
        await process.DisposeAsync();
        Assert.True(pidfd.HasExited);
        Assert.Equal(GuardDecision.Committed, (await GuardRecord.ReadAsync(process.StateDirectory))!.Decision);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Cut_kills(bool committed)
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        if (committed)
            Assert.True(await process.Lifeline.CommitAsync(s_id));
        process.Lifeline.Cut();
        Assert.Equal(LifelineState.Cut, process.Lifeline.State);
        Assert.Equal(9, (await process.Exited.WaitAsync(Patience)).Signal);
        await process.GuardLost.WaitAsync(Patience);
        Assert.Equal(committed ? GuardDecision.Committed : GuardDecision.Aborted, (await GuardRecord.ReadAsync(process.StateDirectory))!.Decision);
    }

    [Fact]
    public async Task A_dead_process_cannot_be_committed()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        using Pidfd pidfd = Pidfd.Open(process.Id);
        process.Kill();
        await pidfd.WaitAsync().AsTask().WaitAsync(Patience);
        try
        {
            Assert.False(await process.Lifeline.CommitAsync(s_id));
        }
        catch (GuardLostException)
        {
            // The guard had told and gone already.
        }

        await process.GuardLost.WaitAsync(Patience);
        Assert.Equal(GuardDecision.Aborted, await GuardRecord.ResolveAsync(process.StateDirectory, s_id, Patience));
    }

    [Fact]
    public async Task A_commit_as_something_else_is_refused()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.True(await process.Lifeline.CommitAsync(s_id));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await process.Lifeline.CommitAsync(Guid.NewGuid()));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await GuardRecord.ResolveAsync(process.StateDirectory, Guid.NewGuid(), Patience));
        Assert.False(process.Exited.IsCompleted);
    }

    [Fact]
    public async Task A_lease_that_is_not_renewed_kills_and_one_that_is_renewed_does_not()
    {
        TimeSpan lease = TimeSpan.FromMilliseconds(400);
        SupervisedProcess renewed = await LaunchAsync(Sleep("renewed") with { LeaseTime = lease });
        SupervisedProcess lapsed = await LaunchAsync(Sleep("lapsed") with { LeaseTime = lease });
        while (!lapsed.Exited.IsCompleted)
        {
            await renewed.Lifeline.RenewAsync();
            await Task.WhenAny(lapsed.Exited, Task.Delay(lease / 8));
        }

        Assert.Equal(9, (await lapsed.Exited).Signal);
        Assert.False(renewed.Exited.IsCompleted);
        await lapsed.GuardLost.WaitAsync(Patience);
        Assert.Equal(GuardDecision.Aborted, (await GuardRecord.ReadAsync(lapsed.StateDirectory))!.Decision);
        Assert.True(await renewed.Lifeline.CommitAsync(s_id));
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await renewed.Lifeline.RenewAsync());
    }

    [Fact]
    public async Task Two_owners_each_hold_it()
    {
        SupervisedProcess first = await LaunchAsync(Sleep());
        SupervisedProcess? second = await AdoptAsync(first.StateDirectory);
        Assert.Equal(LifelineState.ArmedElsewhere, second!.Lifeline.State);
        await second.Lifeline.ArmAsync();
        await second.DisposeAsync();
        Assert.Equal(9, (await first.Exited.WaitAsync(Patience)).Signal);
        Assert.Equal(LifelineState.Cut, first.Lifeline.State);
    }

    [Fact]
    public async Task Many_requests_on_one_lifeline_are_answered_in_order()
    {
        SupervisedProcess process = await LaunchAsync(Sleep() with { LeaseTime = TimeSpan.FromMinutes(1) });
        Task[] renewals = [.. Enumerable.Range(0, 100).Select(_ => process.Lifeline.RenewAsync().AsTask())];
        Task<bool> commit = process.Lifeline.CommitAsync(s_id).AsTask();
        await Task.WhenAll(renewals);
        Assert.True(await commit);
    }

    [Fact]
    public async Task An_end_that_is_closed_while_the_guard_speaks_disturbs_nobody()
    {
        SupervisedProcess process = await LaunchAsync(Sleep());
        Assert.True(await process.Lifeline.CommitAsync(s_id));
        using SafeFileDescriptor directory = DirectoryFile.OpenDirectory(process.StateDirectory);
        for (int round = 0; round < 2000; round++)
        {
            GuardConnection? connection = GuardConnection.TryConnect(directory, out _);
            if (connection is null)
                continue; // the guard has not yet taken those before
            for (int i = 0; i < 4; i++)
                connection.TryTell(vg_type.RENEW);
            Thread.SpinWait(round * 17 % 20_000);
            connection.Dispose();
        }

        Assert.True(await process.Lifeline.CommitAsync(s_id));
    }

    [Fact]
    public async Task A_commit_that_cannot_be_written_changes_nothing()
    {
        SmallFileSystem.Require();
        using var disk = new SmallFileSystem(Path.Combine(PrivateDirectory, "disk"));
        LaunchRequest request = Sleep() with { StateDirectory = disk.Path };
        SupervisedProcess process = await LaunchAsync(request);
        disk.Fill();
        var failure = await Assert.ThrowsAsync<KernelException>(async () => await process.Lifeline.CommitAsync(s_id));
        Assert.Equal("ENOSPC", failure.ErrnoName);
        Assert.Equal(LifelineState.Armed, process.Lifeline.State);
        Assert.Null((await GuardRecord.ReadAsync(disk.Path))!.Decision);
        disk.MakeRoom();
        Assert.True(await process.Lifeline.CommitAsync(s_id));

        // A full disk does not keep a process alive either.
        disk.Fill();
        process.Lifeline.Cut();
        await process.Exited.WaitAsync(Patience);
        await process.GuardLost.WaitAsync(Patience);
        await process.DisposeAsync();
    }

    [Fact]
    public async Task A_launch_on_a_full_disk_fails_whole()
    {
        SmallFileSystem.Require();
        using var disk = new SmallFileSystem(Path.Combine(PrivateDirectory, "disk"));
        disk.Fill();
        LaunchRequest request = Sleep() with { StateDirectory = disk.Path };
        var failure = await Assert.ThrowsAsync<ProcessLaunchException>(async () => await LaunchAsync(request));
        Assert.Equal("ENOSPC", ErrnoNameOf(failure.Errno));
        Assert.Equal(["filler"], Directory.EnumerateFileSystemEntries(disk.Path).Select(Path.GetFileName));
    }

    private static string ErrnoNameOf(int errno) => new KernelException("", errno).ErrnoName;
}
